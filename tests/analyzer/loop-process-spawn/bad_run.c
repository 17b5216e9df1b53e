/* One process per element. */
#include <stdio.h>
#include <stdlib.h>

void compress(char *const *paths, int n)
{
	char command[512];

	for (int i = 0; i < n; i++) {
		snprintf(command, sizeof command, "gzip %s", paths[i]);
		system(command); /* expect: loop-process-spawn */
	}
}

static int size_of(const char *path)
{
	char command[512];
	FILE *f;
	int size = 0;

	snprintf(command, sizeof command, "wc -c < %s", path);
	f = popen(command, "r");
	fscanf(f, "%d", &size);
	pclose(f);
	return size;
}

long sizes(char *const *paths, int n)
{
	long total = 0;

	for (int i = 0; i < n; i++)
		total += size_of(paths[i]); /* expect: loop-process-spawn */
	return total;
}
