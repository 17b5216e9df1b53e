/* unit.c - the list of tests and the main() of every unit test program. */
#include "tests/unit/unit.h"

#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

static struct CMUnitTest *tests;
static size_t test_count;
static char temp_dir[64];
static char *temp_paths[256];    /* kept until the end, for tests hold on to them */
static size_t temp_path_count;

void unit_register(const char *name, void (*test)(void **state))
{
	tests = realloc(tests, (test_count + 1) * sizeof *tests);
	if (!tests)
		abort();
	tests[test_count++] = (struct CMUnitTest){ .name = name, .test_func = test };
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st, (void)type, (void)where;
	return remove(path);
}

static void remove_temp_dir(void)
{
	nftw(temp_dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *unit_temp_dir(void)
{
	if (!temp_dir[0]) {
		strcpy(temp_dir, "/tmp/weir-unit-XXXXXX");
		if (!mkdtemp(temp_dir))
			abort();
		atexit(remove_temp_dir);
	}
	return temp_dir;
}

const char *unit_temp_file(const char *name, const void *bytes, size_t n)
{
	size_t size = strlen(unit_temp_dir()) + strlen(name) + 2;
	char *path = malloc(size);
	FILE *f;

	if (!path)
		abort();
	snprintf(path, size, "%s/%s", temp_dir, name);
	f = fopen(path, "wb");
	if (!f || fwrite(bytes, 1, n, f) != n || fclose(f))
		abort();
	if (temp_path_count == sizeof temp_paths / sizeof *temp_paths)
		abort();
	return temp_paths[temp_path_count++] = path;
}

int main(void)
{
	return _cmocka_run_group_tests("unit", tests, test_count, NULL, NULL);
}
