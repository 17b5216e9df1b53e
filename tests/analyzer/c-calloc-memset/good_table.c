#include <stdlib.h>
#include <string.h>

size_t measure(void);

char *cleared(size_t size)
{
	return calloc(size, 1);
}

/* Other values, other sizes, other memory. */
char *others(size_t size, size_t other, char *given)
{
	char *bytes = malloc(size), *half = malloc(size), *head = malloc(measure());

	memset(bytes, 0xff, size);
	memset(half, 0, other);
	memset(given, 0, size);
	memset(head, 0, measure());
	free(half);
	free(head);
	return bytes;
}

/* Cleared again and again. */
void turns(int n, size_t size)
{
	char *bytes = malloc(size);

	for (int i = 0; i < n; i++)
		memset(bytes, 0, size);
	free(bytes);
}

struct model { int numbers[8]; };

/* One object. */
struct model *new_model(void)
{
	struct model *model = malloc(sizeof(struct model));

	memset(model, 0, sizeof(struct model));
	return model;
}
