#include "tests/unit/unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "report/source_p.h"

static const char *path_of(const char *name)
{
	static char path[300];

	snprintf(path, sizeof path, "%s/%s", unit_temp_dir(), name);
	return path;
}

TEST(lines_end_with_lf_or_crlf)
{
	struct rp_sources *sources;
	const struct rp_source *source;

	unit_temp_file("lines.c", "one\r\ntwo\n\nfour", 15);
	sources = rp_sources_new(unit_temp_dir());
	source = rp_source(sources, "lines.c");
	CHECK(source);
	CHECK_STR(rp_source_line(source, 1), "one");
	CHECK_STR(rp_source_line(source, 2), "two");
	CHECK_STR(rp_source_line(source, 3), "");
	CHECK_STR(rp_source_line(source, 4), "four");
	CHECK(!rp_source_line(source, 0));
	CHECK(!rp_source_line(source, 5));
	CHECK(rp_source(sources, "./lines.c") == source);
	rp_sources_free(sources);
}

TEST(hashes_have_a_line_after_the_last_end)
{
	struct rp_sources *sources;
	char hash[40];

	unit_temp_file("hash.c", "x\n", 2);
	sources = rp_sources_new(unit_temp_dir());
	CHECK(rp_source_hash(rp_source(sources, "hash.c"), 1, hash));
	CHECK_STR(rp_source_hash(rp_source(sources, "hash.c"), 2, hash), "c129715d7a2bc9a3:1");
	CHECK(!rp_source_hash(rp_source(sources, "hash.c"), 3, hash));
	CHECK(!rp_source_hash(rp_source(sources, "hash.c"), 0, hash));
	rp_sources_free(sources);
}

TEST(nothing_outside_the_root_is_read)
{
	struct rp_sources *sources;
	const char *secret = unit_temp_file("secret", "secret\n", 7);

	CHECK(!mkdir(path_of("tree"), 0700));
	CHECK(!symlink("../secret", path_of("tree/link")));
	CHECK(!symlink("..", path_of("tree/up")));
	sources = rp_sources_new(path_of("tree"));
	CHECK(!rp_source(sources, "../secret"));
	CHECK(!rp_source(sources, "x/../../secret"));
	CHECK(!rp_source(sources, secret));
	CHECK(!rp_source(sources, "link"));
	CHECK(!rp_source(sources, "up/secret"));
	CHECK(!rp_source(sources, "absent.c"));
	CHECK(!rp_source(sources, ""));
	CHECK(!rp_source(sources, NULL));
	rp_sources_free(sources);
}

TEST(only_regular_files_of_a_sane_size_are_read)
{
	struct rp_sources *sources;
	FILE *large;

	CHECK(!mkfifo(path_of("fifo"), 0600));
	CHECK(!mkdir(path_of("folder"), 0700));
	large = fopen(path_of("large"), "wb");
	CHECK(large && !ftruncate(fileno(large), (4 << 20) + 1));
	fclose(large);
	sources = rp_sources_new(unit_temp_dir());
	CHECK(!rp_source(sources, "fifo"));
	CHECK(!rp_source(sources, "folder"));
	CHECK(!rp_source(sources, "large"));
	rp_sources_free(sources);
}

TEST(without_a_root_there_are_no_sources)
{
	struct rp_sources *none = rp_sources_new(NULL), *absent = rp_sources_new("/nonexistent");

	CHECK(!rp_source(none, "a.c"));
	CHECK(!rp_source(absent, "a.c"));
	rp_sources_free(none);
	rp_sources_free(absent);
	rp_sources_free(NULL);
}
