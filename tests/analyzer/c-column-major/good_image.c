#include <stddef.h>

#define ROWS 2000
#define COLUMNS 3000

static float image[ROWS][COLUMNS];
static float turned[COLUMNS][ROWS];
static unsigned char small[64][64];

float brightest(void)
{
	float best = 0;

	for (int y = 0; y < ROWS; y++) {
		for (int x = 0; x < COLUMNS; x++)
			best = image[y][x] > best ? image[y][x] : best;
	}
	return best;
}

/* One side has to go across. */
void turn(void)
{
	for (int y = 0; y < ROWS; y++)
		for (int x = 0; x < COLUMNS; x++)
			turned[x][y] = image[y][x];
}

/* It stays in the cache. */
int count(int n)
{
	int sum = 0;

	for (int x = 0; x < n; x++)
		for (int y = 0; y < n; y++)
			sum += small[y][x];
	return sum;
}

/* Three channels, four corners: the inner loop is short. */
void mix(int n, float **channel, const float weight[3])
{
	for (int i = 0; i < n; i++)
		for (int c = 0; c < 3; c++)
			channel[c][i] *= weight[c];
}

/* One column alone; a diagonal; rows by way of a table. */
double others(int n, double **matrix, const int *order, const double *data)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += matrix[i][0] + matrix[i][i];
	for (int k = 0; k < n; k++)
		for (int i = 0; i < n; i++)
			sum += data[order[i]] * k;
	for (int k = 0; k < n; k++)
		for (int i = 0; i < n; i++)
			sum += data[k * n + i];
	return sum;
}

struct pixel { unsigned char r, g, b; };

/* Interleaved bytes: the next one is in the same line. */
int reds(const unsigned char *bytes, int rows, int columns)
{
	int sum = 0;

	for (int r = 0; r < rows; r++)
		for (int c = 0; c < columns; c++)
			sum += bytes[3 * c + r];
	return sum;
}

/* A few channels go into one stream, place by place. */
void interleave(short *to, short **from, int limit, int n)
{
	for (int j = 0; j < n; j++)
		for (int i = 0; i < limit; i++)
			*to++ = from[i][j];
}

void weigh(float **weights, int channels_in, int channels_out)
{
	for (int out = 0; out < channels_out; out++)
		for (int in = 0; in < channels_in; in++)
			weights[in][out] = 1;
}

/* Looks down as far as there is the same. */
int span(int **cells, int rows, int columns)
{
	int longest = 0;

	for (int c = 0; c < columns; c++) {
		int r = 1;

		while (r < rows && cells[r][c] == cells[0][c])
			r++;
		longest = r > longest ? r : longest;
	}
	return longest;
}
