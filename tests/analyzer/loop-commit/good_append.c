/* Synced at the end, or each file once. */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

void append(int fd, char *const *lines, int n)
{
	for (int i = 0; i < n; i++)
		write(fd, lines[i], strlen(lines[i]));
	fsync(fd);
}

void files(char *const *paths, int n)
{
	for (int i = 0; i < n; i++) {
		int fd = open(paths[i], O_WRONLY);

		write(fd, "x", 1);
		fsync(fd);
		close(fd);
	}
}

void sometimes(int fd, char *const *lines, int n)
{
	for (int i = 0; i < n; i++) {
		write(fd, lines[i], strlen(lines[i]));
		if (i % 1000 == 0)
			fsync(fd);
	}
}
