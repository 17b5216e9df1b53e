#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int first_byte(int fd)
{
	char c;

	return read(fd, &c, 1) == 1 ? c : -1;
}

/* The way of the error forgets to close. */
int count(const char *const *paths, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++) {
		FILE *f = fopen(paths[i], "r");		/* expect: leak-in-loop */
		char line[80];

		if (!f)
			continue;
		if (!fgets(line, sizeof line, f))
			continue;
		found += line[0] == '#';
		fclose(f);
	}
	return found;
}

/* Nothing at all gives it back. */
long lengths(const char *const *names, int n)
{
	long sum = 0;

	for (int i = 0; i < n; i++) {
		char *copy = strdup(names[i]);		/* expect: leak-in-loop */

		if (copy == NULL)
			return -1;
		sum += (long)strlen(copy);
	}
	return sum;
}

/* Through a function that only looks. */
int scan(const char *const *paths, int n)
{
	int sum = 0, fd, byte;

	for (int i = 0; i < n; i++) {
		fd = open(paths[i], O_RDONLY);		/* expect: leak-in-loop */
		if (fd < 0)
			continue;
		byte = first_byte(fd);
		if (byte == '\n')
			continue;
		sum += byte;
		close(fd);
	}
	return sum;
}
