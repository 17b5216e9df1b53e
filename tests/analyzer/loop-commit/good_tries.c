/* Tried a few times. */
#include <errno.h>
#include <unistd.h>

int sync_surely(int fd)
{
	int failed = 1;

	for (int n = 1; failed && n < 4; n++)
		failed = fsync(fd);
	return failed ? -errno : 0;
}
