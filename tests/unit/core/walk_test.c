/* walk_test.c - which files are visited, and in which order. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "core/file.h"

static struct wr_err err;
static char root[300];

static void put(const char *name)
{
	char path[1200];

	snprintf(path, sizeof path, "%s/%s", root, name);
	CHECK_EQ(name, wr_file_write(path, "x", 1, &err), 0);
}

static void new_root(const char *name)
{
	snprintf(root, sizeof root, "%s/%s", unit_temp_dir(), name);
	CHECK_EQ("root", wr_make_dirs(root, &err), 0);
}

/* The visited paths below root, each followed by a blank. */
static int note(const char *path, void *user, struct wr_err *unused)
{
	char *out = user;

	(void)unused;
	CHECK(!strncmp(path, root, strlen(root)));
	strcat(out, path + strlen(root) + 1);
	strcat(out, " ");
	return 0;
}

static const char *visited(void)
{
	static char out[2000];

	out[0] = '\0';
	CHECK_EQ("walk", wr_walk(root, note, out, &err), 0);
	return out;
}

TEST(regular_files_in_byte_order_of_names)
{
	new_root("order");
	put("b.c");
	put("a/z.c");
	put("a/B.c");
	put("a.c");
	put("a-b.c");
	put("\xc3\xa4.c");
	put(".hidden-file");
	/* By folder: what lies in "a" stands where the name "a" does. */
	CHECK_STR(visited(), ".hidden-file a/B.c a/z.c a-b.c a.c b.c \xc3\xa4.c ");
}

TEST(folders_that_tools_filled_are_left_out)
{
	new_root("foreign");
	put("src/main.c");
	put(".git/config");
	put(".venv/lib/x.py");
	put("node_modules/left/index.js");
	put("app/__pycache__/x.pyc");
	put("venv/lib/x.py");
	put("my-env/pyvenv.cfg");
	put("my-env/lib/x.py");
	put("out/CMakeCache.txt");
	put("out/main.c");
	put("build/main.c");
	CHECK_STR(visited(), "build/main.c src/main.c ");
}

TEST(the_root_itself_is_never_left_out)
{
	new_root(".hidden");
	put("a.c");
	put("CMakeCache.txt");
	CHECK_STR(visited(), "CMakeCache.txt a.c ");
}

TEST(symbolic_links_are_not_followed)
{
	char link[400];

	new_root("links");
	put("real/a.c");
	snprintf(link, sizeof link, "%s/loop", root);
	CHECK_EQ("link to a folder", symlink(".", link), 0);
	snprintf(link, sizeof link, "%s/file.c", root);
	CHECK_EQ("link to a file", symlink("real/a.c", link), 0);
	snprintf(link, sizeof link, "%s/broken", root);
	CHECK_EQ("link to nothing", symlink("nowhere", link), 0);
	CHECK_STR(visited(), "real/a.c ");
}

TEST(pipes_are_not_opened)
{
	char path[400];

	new_root("pipes");
	put("a.c");
	snprintf(path, sizeof path, "%s/pipe.c", root);
	CHECK_EQ("mkfifo", mkfifo(path, 0600), 0);
	CHECK_STR(visited(), "a.c ");
}

static int stop_at_b(const char *path, void *user, struct wr_err *unused)
{
	(void)unused;
	++*(int *)user;
	return strstr(path, "/b/") ? 42 : 0;
}

TEST(a_visit_that_does_not_return_0_stops_the_walk)
{
	int seen = 0;

	new_root("stop");
	put("a/1");
	put("b/2");
	put("c/3");
	CHECK_EQ("result", wr_walk(root, stop_at_b, &seen, &err), 42);
	CHECK_EQ("seen", seen, 2);
}

static int keep_path(const char *path, void *user, struct wr_err *unused)
{
	(void)unused;
	snprintf(user, 400, "%s", path);
	return 0;
}

TEST(the_root_may_be_a_file_or_end_in_a_slash)
{
	char path[400], want[500];

	new_root("shape");
	put("only.c");
	snprintf(want, sizeof want, "%s/only.c", root);
	CHECK_EQ("file", wr_walk(want, keep_path, path, &err), 0);
	CHECK_STR(path, want);
	strcat(root, "/");
	CHECK_EQ("slash", wr_walk(root, keep_path, path, &err), 0);
	CHECK_STR(path, want);
}

TEST(a_missing_root_is_named)
{
	CHECK_EQ("walk", wr_walk("/no/such/folder", keep_path, NULL, &err), -1);
	CHECK_EQ("code", err.code, WR_EIO);
	CHECK_STR(err.message, "cannot read '/no/such/folder': No such file or directory");
}

TEST(a_folder_that_cannot_be_read_is_an_error_not_a_gap)
{
	char path[400];
	int status = 0;
	pid_t child;

	new_root("secret");
	put("a.c");
	put("closed/b.c");
	snprintf(path, sizeof path, "%s/closed", root);
	chmod(unit_temp_dir(), 0755);
	chmod(path, 0);
	child = fork();
	if (child == 0) {
		int seen = 0;

		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(2);
		_exit(wr_walk(root, stop_at_b, &seen, &err) == -1 && seen == 1 && strstr(err.message, "closed") ? 0 : 1);
	}
	waitpid(child, &status, 0);
	chmod(path, 0755);
	CHECK_EQ("status", status, 0);
}

TEST(deep_folders_are_walked)
{
	char name[800] = "";
	int seen = 0;

	new_root("deep");
	for (int i = 0; i < 300; i++)
		strcat(name, "d/");
	strcat(name, "f");
	put(name);
	CHECK_EQ("walk", wr_walk(root, stop_at_b, &seen, &err), 0);
	CHECK_EQ("seen", seen, 1);
}
