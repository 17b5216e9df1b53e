/* The same memory on every turn. */
#include <stdlib.h>

void blur(float *image, int rows, int width, void (*filter)(float *, float *, int))
{
	for (int y = 0; y < rows; y++) {
		float *line = malloc(width * sizeof *line); /* expect: loop-alloc */

		filter(image + y * width, line, width);
		free(line);
	}
}

struct buffer { char *bytes; };

static struct buffer *buffer_new(int size)
{
	struct buffer *b = malloc(sizeof *b);

	b->bytes = malloc(size);
	return b;
}

static void buffer_free(struct buffer *b)
{
	free(b->bytes);
	free(b);
}

void all(char *const *texts, int n, void (*print)(struct buffer *, const char *))
{
	for (int i = 0; i < n; i++) {
		struct buffer *b = buffer_new(4096); /* expect: loop-alloc */

		print(b, texts[i]);
		buffer_free(b);
	}
}
