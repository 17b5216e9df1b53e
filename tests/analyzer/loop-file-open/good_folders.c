/* The same name in another folder each time, and one file after the other moved to one name. */
#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

int print_models(DIR *devices)
{
	struct dirent *e;
	char line[80];
	int n = 0;

	while ((e = readdir(devices))) {
		FILE *f;

		if (chdir(e->d_name))
			continue;
		f = fopen("model", "r");
		if (f) {
			if (fgets(line, sizeof line, f))
				n += printf("%s", line) > 0;
			fclose(f);
		}
		if (chdir(".."))
			break;
	}
	return n;
}

int send_all(DIR *queue, const char *taken, int (*send)(FILE *))
{
	struct dirent *e;
	int n = 0;

	while ((e = readdir(queue))) {
		FILE *f;

		if (rename(e->d_name, taken))
			continue;
		f = fopen(taken, "r");
		if (!f)
			continue;
		n += send(f);
		fclose(f);
	}
	return n;
}
