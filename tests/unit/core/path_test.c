/* path_test.c - names of files and folders. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <unistd.h>
#include "core/file.h"

static struct wr_arena *arena;

TEST(joining)
{
	static const char *const cases[][3] = {
		{ "a", "b", "a/b" }, { "a/", "b", "a/b" }, { ".", "b", "b" }, { "", "b", "b" }, { "a", "/b", "/b" },
		{ "/", "b", "/b" }, { "a", "", "a/" }, { "./a", "b", "./a/b" },
	};

	arena = wr_arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(wr_path_join(arena, cases[i][0], cases[i][1]), cases[i][2]);
	wr_arena_free(arena);
}

TEST(absolute_paths_are_folded)
{
	static const char *const cases[][2] = {
		{ "/a/b", "/a/b" }, { "/a/./b", "/a/b" }, { "/a/../b", "/b" }, { "//a///b/", "/a/b" }, { "/", "/" },
		{ "/..", "/" }, { "/../../a", "/a" }, { "/a/..", "/" }, { "/a/b/../../..", "/" }, { "/.a/..b/c..", "/.a/..b/c.." },
		{ "/a/.../b", "/a/.../b" }, { "/ab/../abc", "/abc" },
	};

	arena = wr_arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(wr_path_absolute(arena, cases[i][0]), cases[i][1]);
	wr_arena_free(arena);
}

TEST(relative_ones_start_at_the_working_folder)
{
	char here[400], want[420];

	arena = wr_arena_new();
	CHECK(getcwd(here, sizeof here) != NULL);
	snprintf(want, sizeof want, "%s/x", here);
	CHECK_STR(wr_path_absolute(arena, "x"), want);
	CHECK_STR(wr_path_absolute(arena, "./y/../x"), want);
	CHECK_STR(wr_path_absolute(arena, "."), here);
	CHECK_STR(wr_path_relative(arena, "x", "."), "x");
	CHECK_STR(wr_path_relative(arena, "././x/y.c", "."), "x/y.c");
	CHECK_STR(wr_path_relative(arena, "x/./y//z/", "."), "x/y/z");
	CHECK_STR(wr_path_relative(arena, ".x/.y", "."), ".x/.y");
	CHECK_STR(wr_path_relative(arena, "x/..", "."), ".");
	CHECK_STR(wr_path_relative(arena, "./", "."), ".");
	CHECK_STR(wr_path_relative(arena, "", "."), ".");
	CHECK_STR(wr_path_relative(arena, want, "."), "x");
	wr_arena_free(arena);
}

TEST(relative_to_a_root)
{
	static const char *const cases[][3] = {
		{ "/x/y/z", "/x", "y/z" }, { "/x/y/z", "/x/", "y/z" }, { "/x/y", "/", "x/y" }, { "/x", "/x", "." },
		{ "/xy/z", "/x", "/xy/z" }, { "/a", "/x", "/a" }, { "/x/../a", "/x", "/x/../a" }, { "/x/./y", "/x", "y" },
		{ "/x/q/../y", "/x", "y" },
	};

	arena = wr_arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_STR(wr_path_relative(arena, cases[i][0], cases[i][1]), cases[i][2]);
	wr_arena_free(arena);
}

/* dir/name, in the arena. */
static char *at(const char *dir, const char *name)
{
	return wr_path_join(arena, dir, name);
}

TEST(finding_upwards_stops_at_a_repository)
{
	const char *top = unit_temp_dir();

	arena = wr_arena_new();
	wr_file_write(at(top, "weir.yaml"), "x", 1, NULL);
	wr_file_write(at(top, "p/q/file"), "x", 1, NULL);
	CHECK_STR(wr_find_upwards(arena, at(top, "p/q"), "weir.yaml"), at(top, "weir.yaml"));
	CHECK_STR(wr_find_upwards(arena, at(top, "p/../p/q"), "weir.yaml"), at(top, "weir.yaml"));
	CHECK_STR(wr_find_upwards(arena, top, "weir.yaml"), at(top, "weir.yaml"));
	/* A repository is a world of its own; in a worktree .git is a file. */
	wr_file_write(at(top, "p/.git"), "gitdir: elsewhere\n", 18, NULL);
	CHECK(wr_find_upwards(arena, at(top, "p/q"), "weir.yaml") == NULL);
	wr_file_write(at(top, "p/weir.yaml"), "x", 1, NULL);
	CHECK_STR(wr_find_upwards(arena, at(top, "p/q"), "weir.yaml"), at(top, "p/weir.yaml"));
	CHECK_STR(wr_find_upwards(arena, at(top, "p/q"), "q"), at(top, "p/q"));
	CHECK(wr_find_upwards(arena, "/", "no-such-file-anywhere") == NULL);
	wr_arena_free(arena);
}
