/* The same name in the same folder. */
#include <fcntl.h>
#include <unistd.h>

static int read_at(int folder, const char *name, char *to, size_t n)
{
	int fd = openat(folder, name, O_RDONLY);
	int got;

	if (fd < 0)
		return -1;
	got = (int)read(fd, to, n);
	close(fd);
	return got;
}

int count_above(int folder, const int *values, int n)
{
	int above = 0;

	for (int i = 0; i < n; i++) {
		char limit[16] = "";

		read_at(folder, "limit", limit, sizeof limit - 1); /* expect: loop-file-open */
		above += values[i] > limit[0];
	}
	return above;
}
