/* compile_commands.json: entries, folders, quotes, and files that are none. */
#include <stdio.h>
#include <unistd.h>
#include "analyzer/c/database_p.h"
#include "core/buf.h"
#include "tests/unit/unit.h"

static struct an_c_database *read_text(const char *text, struct wr_err *err)
{
	return an_c_database_read(unit_temp_file(AN_C_DATABASE_NAME, text, strlen(text)), err);
}

static struct an_c_database *good(const char *text)
{
	struct wr_err err = { .code = WR_OK };
	struct an_c_database *d = read_text(text, &err);

	if (!d)
		fail_msg("%s", err.message);
	return d;
}

TEST(entries_are_found_by_their_absolute_path)
{
	struct an_c_database *d = good("[{\"directory\":\"/src\",\"file\":\"a/x.c\",\"command\":\"cc -c a/x.c\"},"
				       " {\"directory\":\"/src/b\",\"file\":\"../a/y.c\",\"arguments\":[\"cc\",\"-c\",\"../a/y.c\"]},"
				       " {\"directory\":\"/other\",\"file\":\"/src/./z.c\",\"command\":\"cc\"}]");
	const struct an_c_entry *x = an_c_database_find(d, "/src/a/x.c"), *y = an_c_database_find(d, "/src/a/y.c");

	CHECK_EQ("entries", an_c_database_count(d), 3);
	CHECK(x && y && an_c_database_find(d, "/src/z.c"));
	CHECK_STR(x->command, "cc -c a/x.c");
	CHECK(!x->arguments);
	CHECK_STR(x->directory, "/src");
	CHECK(!y->command);
	CHECK_STR(y->arguments[2], "../a/y.c");
	CHECK(!y->arguments[3]);
	CHECK(!an_c_database_find(d, "/src/a"));
	CHECK(!an_c_database_find(d, "/src/a/x.cc"));
	CHECK(!an_c_database_find(d, ""));
	an_c_database_free(d);
}

TEST(a_relative_directory_is_relative_to_the_database)
{
	struct an_c_database *d = good("[{\"directory\":\"sub\",\"file\":\"x.c\",\"command\":\"cc\"},"
				       "{\"file\":\"y.c\",\"command\":\"cc\"}]");
	char path[4096];

	snprintf(path, sizeof path, "%s/sub/x.c", unit_temp_dir());
	CHECK(an_c_database_find(d, path));
	snprintf(path, sizeof path, "%s/y.c", unit_temp_dir());
	CHECK(an_c_database_find(d, path));
	an_c_database_free(d);
}

TEST(the_first_of_several_entries_of_a_file_counts)
{
	struct wr_buf text = WR_BUF_INIT;
	struct an_c_database *d;

	wr_buf_str(&text, "[");
	for (int i = 0; i < 100; i++)
		wr_buf_printf(&text, "%s{\"directory\":\"/d\",\"file\":\"%d.c\",\"command\":\"cc -D%d\"}", i ? "," : "", i % 3, i);
	wr_buf_str(&text, "]");
	d = good(text.data);
	CHECK_EQ("files", an_c_database_count(d), 3);
	CHECK_STR(an_c_database_find(d, "/d/0.c")->command, "cc -D0");
	CHECK_STR(an_c_database_find(d, "/d/1.c")->command, "cc -D1");
	CHECK_STR(an_c_database_find(d, "/d/2.c")->command, "cc -D2");
	an_c_database_free(d);
	wr_buf_free(&text);
}

TEST(a_new_file_has_its_neighbours)
{
	struct an_c_database *d = good("[{\"directory\":\"/s\",\"file\":\"a.cpp\",\"command\":\"1\"},"
				       "{\"directory\":\"/s\",\"file\":\"b/x.c\",\"command\":\"2\"},"
				       "{\"directory\":\"/s\",\"file\":\"z.c\",\"command\":\"3\"},"
				       "{\"directory\":\"/t\",\"file\":\"a.c\",\"command\":\"4\"}]");

	CHECK_STR(an_c_database_neighbour(d, "/s/m.c", false)->command, "3");
	CHECK_STR(an_c_database_neighbour(d, "/s/zz.c", false)->command, "3");
	CHECK_STR(an_c_database_neighbour(d, "/s/m.cc", true)->command, "1");
	CHECK_STR(an_c_database_neighbour(d, "/s/b/y.c", false)->command, "2");
	CHECK(!an_c_database_neighbour(d, "/s/b/y.cpp", true));
	CHECK(!an_c_database_neighbour(d, "/x/y.c", false));
	CHECK(!an_c_database_neighbour(d, "y.c", false));
	CHECK_STR(an_c_database_namesake(d, "/x/x.c")->command, "2");
	CHECK_STR(an_c_database_namesake(d, "a.c")->command, "4");
	CHECK(!an_c_database_namesake(d, "/s/x.cpp"));
	an_c_database_free(d);
}

TEST(an_empty_list_is_a_database)
{
	struct an_c_database *d = good("[]");

	CHECK_EQ("entries", an_c_database_count(d), 0);
	CHECK(!an_c_database_find(d, "/a.c"));
	CHECK(!an_c_database_neighbour(d, "/a.c", false));
	an_c_database_free(d);
	an_c_database_free(NULL);
}

TEST(what_is_no_database_is_an_error_that_says_where)
{
	static const struct { const char *text, *part; } cases[] = {
		{ "[\n {\"directory\": \"/s\",\n  \"file\": \"a.c\" \"command\": \"cc\"}]", ".json:3:" },
		{ "", ".json" }, { "[{\"directory\":\"/s\",\"file\":\"a.c\",\"command\":\"cc\"", ".json:1:" },
		{ "{\"file\":\"a.c\"}", "list of entries" }, { "[1]", "entry 1 is not an object" },
		{ "[{\"directory\":\"/s\",\"command\":\"cc\"}]", "entry 1 has no \"file\"" },
		{ "[{\"directory\":\"/s\",\"file\":\"\",\"command\":\"cc\"}]", "entry 1 has no \"file\"" },
		{ "[{\"directory\":\"/s\",\"file\":\"a.c\",\"command\":\"cc\"},{\"file\":\"b.c\"}]", "entry 2 has neither" },
		{ "[{\"file\":\"b.c\",\"arguments\":[\"cc\",3]}]", "entry 1 has an argument that is not a string" },
		{ "[{\"file\":3,\"command\":\"cc\"}]", "entry 1 has no \"file\"" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wr_err err = { .code = WR_OK };

		if (read_text(cases[i].text, &err))
			fail_msg("taken for a database: %s", cases[i].text);
		CHECK_EQ(cases[i].text, err.code, WR_EINPUT);
		CHECK_HAS(err.message, AN_C_DATABASE_NAME);
		CHECK_HAS(err.message, cases[i].part);
	}
}

TEST(a_database_that_is_not_there_is_an_error)
{
	struct wr_err err = { .code = WR_OK };

	CHECK(!an_c_database_read("/nowhere/" AN_C_DATABASE_NAME, &err));
	CHECK_HAS(err.message, "/nowhere/" AN_C_DATABASE_NAME);
}

/* Expected words: printf '%s\n' WORDS in dash, by hand. */
TEST(commands_are_split_as_a_shell_splits_them)
{
	static const struct { const char *line; const char *words[6]; } cases[] = {
		{ "cc -c a.c", { "cc", "-c", "a.c" } }, { "  cc\t-c \n a.c  ", { "cc", "-c", "a.c" } },
		{ "cc 'a b.c' \"c d.c\"", { "cc", "a b.c", "c d.c" } }, { "cc -DX='\"s\"'", { "cc", "-DX=\"s\"" } },
		{ "cc -DX=\\\"s\\\"", { "cc", "-DX=\"s\"" } }, { "cc \"a\\\"b\" \"a\\nb\"", { "cc", "a\"b", "a\\nb" } },
		{ "cc a\\ b", { "cc", "a b" } }, { "cc '' \"\"", { "cc", "", "" } }, { "cc 'a'\"b\"c", { "cc", "abc" } },
		{ "cc '\\'", { "cc", "\\" } }, { "cc a\\", { "cc", "a\\" } }, { "", { NULL } }, { " ", { NULL } },
	};
	struct wr_arena *arena = wr_arena_new();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n = 99, want = 0;
		const char *const *words = an_c_split(arena, cases[i].line, &n);

		CHECK(words);
		for (; cases[i].words[want]; want++)
			CHECK_STR(words[want] ? words[want] : "(none)", cases[i].words[want]);
		CHECK_EQ(cases[i].line, n, want);
		CHECK(!words[n]);
	}
	wr_arena_free(arena);
}

TEST(a_quote_that_is_not_closed_is_no_command)
{
	static const char *const lines[] = { "cc 'a", "cc \"a", "cc \"a\\\"", "'" };
	struct wr_arena *arena = wr_arena_new();
	size_t n;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		CHECK(!an_c_split(arena, lines[i], &n));
	wr_arena_free(arena);
}

TEST(languages_are_told_by_endings)
{
	CHECK(an_c_is_cpp("a.cpp") && an_c_is_cpp("a.cc") && an_c_is_cpp("a.CXX") && an_c_is_cpp("a.C") && an_c_is_cpp("a.hpp"));
	CHECK(!an_c_is_cpp("a.c") && !an_c_is_cpp("a.h") && !an_c_is_cpp("cpp") && !an_c_is_cpp("a.cpp.c") && !an_c_is_cpp(""));
}
