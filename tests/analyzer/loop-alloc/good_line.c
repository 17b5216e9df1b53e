/* Taken once, of another size, kept, or only sometimes. */
#include <stdlib.h>
#include <string.h>

void blur(float *image, int rows, int width, void (*filter)(float *, float *, int))
{
	float *line = malloc(width * sizeof *line);

	for (int y = 0; y < rows; y++)
		filter(image + y * width, line, width);
	free(line);
}

void copies(char *const *texts, int n, void (*print)(const char *))
{
	for (int i = 0; i < n; i++) {
		char *copy = malloc(strlen(texts[i]) + 1);

		strcpy(copy, texts[i]);
		print(copy);
		free(copy);
	}
}

void kept(int **rows, int n, int width)
{
	for (int i = 0; i < n; i++) {
		int *row = malloc(width * sizeof *row);

		rows[i] = row;
	}
}

void sometimes(const int *large, int n, int width, void (*work)(int *))
{
	for (int i = 0; i < n; i++) {
		if (large[i]) {
			int *row = malloc(width * sizeof *row);

			work(row);
			free(row);
		}
	}
}

void few(void (*work)(int *))
{
	for (int i = 0; i < 3; i++) {
		int *row = malloc(100 * sizeof *row);

		work(row);
		free(row);
	}
}
