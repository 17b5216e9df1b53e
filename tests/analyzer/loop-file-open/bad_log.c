/* fopen and fclose around each line. */
#include <stdio.h>

static const char *const log_path = "/var/log/shop.log";

void write_all(char *const *lines, int n)
{
	for (int i = 0; i < n; i++) {
		FILE *f = fopen("log.txt", "a"); /* expect: loop-file-open */

		if (!f)
			return;
		fputs(lines[i], f);
		fclose(f);
	}
}

static void log_line(const char *path, const char *line)
{
	FILE *f = fopen(path, "a");

	if (f) {
		fputs(line, f);
		fclose(f);
	}
}

void through_a_function(char *const *lines, int n)
{
	for (int i = 0; i < n; i++)
		log_line(log_path, lines[i]); /* expect: loop-file-open */
}
