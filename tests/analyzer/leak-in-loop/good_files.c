#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct item { char *name; struct item *next; };

void take_over(FILE *f);
int keep_fd(int fd);

/* Closed on every way. */
int count(const char *const *paths, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++) {
		FILE *f = fopen(paths[i], "r");
		char line[80];

		if (!f)
			continue;
		if (!fgets(line, sizeof line, f)) {
			fclose(f);
			continue;
		}
		found += line[0] == '#';
		fclose(f);
	}
	return found;
}

/* Kept in a list, an array, by somebody else. */
struct item *read_all(const char *const *names, int n, int *fds)
{
	struct item *list = NULL;

	for (int i = 0; i < n; i++) {
		struct item *new = malloc(sizeof *new);
		char *copy = strdup(names[i]);
		int fd = open(names[i], O_RDONLY);
		FILE *f = fopen(names[i], "r");

		if (!new || !copy || !f) {
			free(new);
			free(copy);
			return list;
		}
		new->name = copy;
		new->next = list;
		list = new;
		fds[i] = fd;
		take_over(f);
	}
	return list;
}

/* What the turn before left is freed by the next one. */
void last(const char *const *names, int n)
{
	char *before = NULL;

	for (int i = 0; i < n; i++) {
		free(before);
		before = strdup(names[i]);
	}
	free(before);
}

/* One place at the end of the turn. */
int together(const char *const *paths, int n)
{
	int bad = 0;

	for (int i = 0; i < n; i++) {
		int fd = open(paths[i], O_RDONLY);
		char c;

		if (fd == -1)
			goto next;
		if (read(fd, &c, 1) != 1) {
			bad++;
			goto done;
		}
		bad += c == '#';
done:
		close(fd);
next:
		bad += 0;
	}
	return bad;
}

/* Taken and freed under the same condition. */
long maybe(const char *const *names, int n, int copy)
{
	long sum = 0;

	for (int i = 0; i < n; i++) {
		char *text = NULL;

		if (copy)
			text = strdup(names[i]);
		sum += (long)strlen(text ? text : names[i]);
		if (copy)
			free(text);
	}
	return sum;
}

int first_open(const char *const *paths, int n)
{
	for (int i = 0; i < n; i++) {
		int fd = open(paths[i], O_RDONLY);

		if (fd >= 0)
			return fd;
	}
	return -1;
}

void serve(int n)
{
	for (int i = 0; i < n; i++) {
		int fd = open("/dev/null", O_RDONLY);

		if (keep_fd(fd) == 0)
			continue;
		close(fd);
	}
}
