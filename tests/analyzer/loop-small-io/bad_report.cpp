// Bytes and lines that each cost a system call.
#include <stdio.h>
#include <unistd.h>

void report(FILE *f, const double *values, int n)
{
	for (int i = 0; i < n; i++) {
		fprintf(f, "%g\n", values[i]);
		fflush(f); // expect: loop-small-io
	}
}

long count_lines(int fd)
{
	char c;
	long n = 0;

	while (1) {
		ssize_t got = read(fd, &c, 1); // expect: loop-small-io

		if (got != 1)
			break;
		n += c == '\n';
	}
	return n;
}

void put_all(int fd, const char *bytes, int n)
{
	for (int i = 0; i < n; i++)
		write(fd, bytes + i, 1); // expect: loop-small-io
}

static void put(FILE *f, double value)
{
	fprintf(f, "%g\n", value);
	fflush(f);
}

void by_helper(FILE *f, const double *values, int n)
{
	for (int i = 0; i < n; i++)
		put(f, values[i]); // expect: loop-small-io
}
