/* nearest.c - which word was meant. */
#include "core/nearest.h"

#include <string.h>

#define LONGEST 64      /* longer words are not compared: nobody mistypes them into each other */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t edit_distance(const char *a, size_t n, const char *b, size_t m)
{
	size_t rows[3][LONGEST + 1], *before = rows[0], *last = rows[1], *now = rows[2];

	for (size_t j = 0; j <= m; j++)
		last[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *spare = before;

		now[0] = i;
		for (size_t j = 1; j <= m; j++) {
			now[j] = least(last[j - 1] + (a[i - 1] != b[j - 1]), least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[m];
}

void wr_nearest_offer(struct wr_nearest *n, const char *candidate)
{
	size_t length = strlen(n->word), other = strlen(candidate), distance;

	if (length > LONGEST || other > LONGEST)
		return;
	distance = edit_distance(n->word, length, candidate, other);
	if (3 * distance > (length > other ? length : other))
		return;
	if (!n->best || distance < n->distance) {
		n->best = candidate;
		n->distance = distance;
	}
}

int wr_choose(const char *text, const char *const *choices, struct wr_buf *why)
{
	struct wr_nearest near = { .word = text };

	for (int i = 0; choices[i]; i++) {
		if (!strcmp(choices[i], text))
			return i;
		wr_nearest_offer(&near, choices[i]);
	}
	wr_buf_printf(why, "'%s' is none of ", text);
	for (int i = 0; choices[i]; i++)
		wr_buf_printf(why, "%s%s", i ? ", " : "", choices[i]);
	if (near.best)
		wr_buf_printf(why, "; did you mean %s?", near.best);
	return -1;
}
