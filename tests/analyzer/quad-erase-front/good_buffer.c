/* Moved once per buffer that is read, or of fixed size. */
#include <string.h>
#include <unistd.h>

struct queue { int items[16]; int count; };

int take(struct queue *q)
{
	int x = q->items[0];

	q->count--;
	memmove(q->items, q->items + 1, q->count * sizeof *q->items);
	return x;
}

long sum(struct queue *q)
{
	long total = 0;

	while (q->count > 0)
		total += take(q);
	return total;
}

int lines(int fd)
{
	char buffer[4096];
	size_t used = 0;
	int n = 0;
	ssize_t got;

	while ((got = read(fd, buffer + used, sizeof buffer - used)) > 0) {
		char *end = memchr(buffer, '\n', used + got);

		if (end) {
			used = buffer + used + got - end;
			memmove(buffer, end, used);
			n++;
		}
	}
	return n;
}
