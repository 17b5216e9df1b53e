/* A sync per line. */
#define _POSIX_C_SOURCE 200809L
#include <string.h>
#include <unistd.h>

void append(int fd, char *const *lines, int n)
{
	for (int i = 0; i < n; i++) {
		write(fd, lines[i], strlen(lines[i]));
		fsync(fd); /* expect: loop-commit */
	}
}

static void put(int fd, const char *line)
{
	write(fd, line, strlen(line));
	fdatasync(fd);
}

void by_helper(int fd, char *const *lines, int n)
{
	for (int i = 0; i < n; i++)
		put(fd, lines[i]); /* expect: loop-commit */
}
