/* A byte that wakes somebody, and the short answer of a terminal. */
#include <errno.h>
#include <unistd.h>

void wait_for_parent(int fd)
{
	char byte;

	while (read(fd, &byte, 1) == -1) {
		if (errno != EINTR)
			break;
	}
}

int ask(int fd, char *to)
{
	char answer[64];
	int n = 0;

	while (n < (int)sizeof answer - 1) {
		if (read(fd, &answer[n], 1) != 1)
			break;
		if (answer[n++] == 't')
			break;
	}
	for (int i = 0; i < n; i++)
		to[i] = answer[i];
	return n;
}
