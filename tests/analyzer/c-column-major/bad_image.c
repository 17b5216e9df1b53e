#define ROWS 2000
#define COLUMNS 3000

static float image[ROWS][COLUMNS];

float brightest(void)
{
	float best = 0;

	for (int x = 0; x < COLUMNS; x++) {
		for (int y = 0; y < ROWS; y++) {
			if (image[y][x] > best)         /* expect: c-column-major */
				best = image[y][x];
		}
	}
	return best;
}

void clear(int rows, int columns, double *data)
{
	for (int c = 0; c < columns; c++)
		for (int r = 0; r < rows; r++)
			data[r * columns + c] = 0;      /* expect: c-column-major */
}

void scale(int rows, int columns, double **matrix, double by)
{
	int r, c;

	for (c = 0; c < columns; c++)
		for (r = 0; r < rows; r++)
			matrix[r][c] *= by;             /* expect: c-column-major */
}

struct grid { int n; double cell[512][512]; };

void add(struct grid *to, const struct grid *from)
{
	for (int j = 0; j < from->n; j++) {
		for (int i = 0; i < from->n; i++)
			to->cell[i][j] += from->cell[i][j];     /* expect: c-column-major */
	}
}
