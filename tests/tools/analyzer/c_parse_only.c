/*
 * c_parse_only.c - what libclang takes to parse the same files with the same
 * flags, without looking at the result: the measure for c_front.
 *
 *	c_parse_only [-p BUILD_DIR] [-r ROOT] FILE...
 */
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>
#include "analyzer/c/flags_p.h"
#include "analyzer/c/libclang.h"
#include "analyzer/c/parse_p.h"

static double processor_seconds(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
	       (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv)
{
	struct an_front_setup setup = { .root = "." };
	struct an_c_database *database = NULL;
	struct wr_arena *arena = wr_arena_new();
	struct wr_err err = { .code = WR_OK };
	unsigned files = 0, failed = 0;
	CXIndex index;
	double start;
	int option;

	while ((option = getopt(argc, argv, "p:r:")) != -1) {
		if (option == 'p')
			setup.build_dir = optarg;
		else if (option == 'r')
			setup.root = optarg;
		else
			return 2;
	}
	if (setup.build_dir) {
		char path[4096];

		snprintf(path, sizeof path, "%s/" AN_C_DATABASE_NAME, setup.build_dir);
		database = an_c_database_read(path, &err);
		if (!database) {
			fprintf(stderr, "%s\n", err.message);
			return 3;
		}
	}
	if (an_libclang_load(&err)) {
		fprintf(stderr, "%s\n", err.message);
		return 3;
	}
	start = processor_seconds();
	index = an_c_index_new();       /* with the front end's settings */
	for (int i = optind; i < argc; i++) {
		struct an_c_flags flags;
		CXTranslationUnit unit = NULL;

		wr_arena_reset(arena);
		an_c_flags_make(arena, &setup, database, argv[i], &flags);
		clang_parseTranslationUnit2(index, flags.file, flags.argv, (int)flags.count, NULL, 0,
					    CXTranslationUnit_KeepGoing, &unit);
		files++;
		failed += !unit;
		if (unit)
			clang_disposeTranslationUnit(unit);
	}
	printf("cpu %.3f s, %u files, %u failed\n", processor_seconds() - start, files, failed);
	clang_disposeIndex(index);
	an_c_database_free(database);
	wr_arena_free(arena);
	return 0;
}
