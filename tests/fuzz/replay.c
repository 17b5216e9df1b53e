/* replay.c - runs a fuzz target over the files of a folder, where there is no libFuzzer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *bytes = malloc(1 << 20);
	size_t n;

	if (!f || !bytes)
		return 1;
	n = fread(bytes, 1, 1 << 20, f);
	fclose(f);
	LLVMFuzzerTestOneInput(bytes, n);
	free(bytes);
	return 0;
}

int main(int argc, char **argv)
{
	DIR *dir = argc > 1 ? opendir(argv[1]) : NULL;
	struct dirent *e;
	int files = 0, bad = 0;

	if (!dir) {
		fprintf(stderr, "no corpus: %s\n", argc > 1 ? argv[1] : "(none given)");
		return 1;
	}
	while ((e = readdir(dir))) {
		char path[4096];

		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", argv[1], e->d_name);
		bad |= replay(path);
		files++;
	}
	closedir(dir);
	printf("%d inputs replayed\n", files);
	return bad || !files;
}
