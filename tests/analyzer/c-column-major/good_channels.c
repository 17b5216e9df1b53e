/* Rows of a few channels, and the same place of several texts. */
#include <stddef.h>

struct image { size_t channels, levels; };

void sum_up(const struct image *image, const double *histogram, double *sums)
{
	for (size_t i = 0; i < image->channels; i++) {
		for (size_t j = 0; j <= image->levels; j++)
			sums[i] += histogram[image->channels * j + i];
	}
}

size_t common_start(char **names, int n)
{
	size_t at;

	for (at = 0; names[0][at]; at++) {
		for (int i = 1; i < n; i++) {
			if (names[i][at] != names[0][at])
				return at;
		}
	}
	return at;
}
