/* A function with a loop of its own, called with the same arguments on every turn. */
#include <stdlib.h>

struct shop { double *prices; int count, room; };

void add(struct shop *s, double price)
{
	if (s->count == s->room) {
		s->room = s->room ? s->room * 2 : 16;
		s->prices = realloc(s->prices, s->room * sizeof *s->prices);
	}
	s->prices[s->count++] = price;
}

static double turnover(const struct shop *s)
{
	double sum = 0;

	for (int i = 0; i < s->count; i++)
		sum += s->prices[i];
	return sum;
}

void shares(const struct shop *s, const double *paid, double *out, int n)
{
	for (int i = 0; i < n; i++)
		out[i] = paid[i] / turnover(s); /* expect: loop-invariant-call */
}
