// Buffered, shown to people, or logged.
#include <stdio.h>
#include <unistd.h>

void report(FILE *f, const double *values, int n)
{
	for (int i = 0; i < n; i++)
		fprintf(f, "%g\n", values[i]);
	fflush(f);
}

void progress(int n)
{
	for (int i = 0; i < n; i++) {
		printf("\r%d", i);
		fflush(stdout);
		write(2, ".", 1);
	}
}

static void log_line(FILE *f, const char *line)
{
	fputs(line, f);
	fflush(f);
}

void logged(FILE *f, const char *const *lines, int n)
{
	for (int i = 0; i < n; i++)
		log_line(f, lines[i]);
}

long count_lines(FILE *f)
{
	long n = 0;
	int c;

	while ((c = getc(f)) != EOF)
		n += c == '\n';
	return n;
}

void blocks(int fd, const char *bytes, int n)
{
	for (int i = 0; i < n; i += 4096)
		write(fd, bytes + i, 4096);
}
