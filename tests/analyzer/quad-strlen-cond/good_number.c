/* Whether there is more than one character left: the turns have nothing to do with the length. */
#include <string.h>

int depth(char *path, char *(*last_separator)(char *))
{
	int n = 0;

	while (strlen(path) > (size_t)1) {
		char *at = last_separator(path);

		if (!at)
			break;
		*at = 0;
		n++;
	}
	return n;
}
