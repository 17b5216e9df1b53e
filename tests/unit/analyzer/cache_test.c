/* The cache of units: what makes an entry good or bad, and what damage does to it. */
#include "tests/unit/unit.h"
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "analyzer/analyzer.h"
#include "analyzer/disk_p.h"
#include "core/file.h"

static char root[512], cache[512];
static size_t cached, found;
static struct wr_err err;

/* A finding where WALK says so. */
#define LOOP "int f(const char *s)\n{\n\tint n = 0;\n#if WALK\n\tfor (size_t i = 0; i < strlen(s); i++)\n\t\tn += s[i] == 32;\n#endif\n" \
	"\treturn n;\n}\n"

static const char *in_root(const char *name)
{
	static char path[1024];

	snprintf(path, sizeof path, "%s/%s", root, name);
	return path;
}

static void write_text(const char *name, const char *text)
{
	if (wr_file_write(in_root(name), text, strlen(text), &err))
		fail_msg("%s", err.message);
}

/* A folder and a cache of its own for each test. */
static void begin(const char *name)
{
	snprintf(root, sizeof root, "%s/%s", unit_temp_dir(), name);
	snprintf(cache, sizeof cache, "%s/%s-cache", unit_temp_dir(), name);
	write_text("a.c", "#include <string.h>\n#include \"a.h\"\n" LOOP);
	write_text("include/a.h", "#define WALK 1\n");
}

/* Analyses a.c; sets how many files came from the cache and how many findings there are. */
static void analyze_with(const char *flag)
{
	char path[1024];
	const char *paths[] = { path }, *flags[] = { "-Ifirst", "-Iinclude", flag };
	struct an_options o = { .root = root, .paths = paths, .path_count = 1, .flags = flags, .flag_count = flag ? 3 : 2,
				.jobs = 1, .cache_dir = cache, .cached_files = &cached };
	struct wr_run *run = wr_run_new();

	snprintf(path, sizeof path, "%s/a.c", root);
	if (an_analyze(&o, run, &err))
		fail_msg("%s", err.message);
	found = run->finding_count;
	wr_run_free(run);
}

#define CHECK_RUN(what, want_cached, want_found) do { \
	analyze_with(NULL); \
	CHECK_EQ(what ": cached", cached, want_cached); \
	CHECK_EQ(what ": findings", found, want_found); \
} while (0)

TEST(what_did_not_change_is_not_read_again)
{
	begin("same");
	CHECK_RUN("first", 0, 1);
	CHECK_RUN("second", 1, 1);
	utimensat(AT_FDCWD, in_root("include/a.h"), NULL, 0);
	CHECK_RUN("touched, which is what a fresh checkout does", 1, 1);
}

TEST(what_changed_is_read_again)
{
	struct timespec times[2];
	struct stat st;

	begin("changed");
	CHECK_RUN("first", 0, 1);
	write_text("include/a.h", "#define WALK 0\n");
	CHECK_RUN("header", 0, 0);
	write_text("a.c", "int g(void) { return 1; }\n");
	CHECK_RUN("source", 0, 0);

	/* as long as before, at the time of before */
	write_text("a.c", "#include <string.h>\n#include \"a.h\"\n" LOOP);
	CHECK_RUN("again", 0, 0);
	stat(in_root("include/a.h"), &st);
	times[0] = st.st_atim;
	times[1] = st.st_mtim;
	write_text("include/a.h", "#define WALK 1\n");
	utimensat(AT_FDCWD, in_root("include/a.h"), times, 0);
	CHECK_RUN("no time tells it", 0, 1);
	CHECK_RUN("and now it is known", 1, 1);
}

TEST(a_header_that_appears_before_another_counts)
{
	begin("appears");
	CHECK_RUN("first", 0, 1);
	write_text("first/a.h", "#define WALK 0\n");
	CHECK_RUN("in an earlier folder", 0, 0);
	CHECK_RUN("kept", 1, 0);
	write_text("a.h", "#define WALK 1\n");
	CHECK_RUN("beside the source", 0, 1);
	CHECK_RUN("kept too", 1, 1);
	unlink(in_root("a.h"));
	CHECK_RUN("gone", 0, 0);
	unlink(in_root("first/a.h"));
	analyze_with(NULL);             /* which may be the entry of the beginning */
	CHECK_EQ("both gone", found, 1);
}

TEST(a_header_that_was_missing_may_appear)
{
	begin("missing");
	unlink(in_root("include/a.h"));
	CHECK_RUN("missing", 0, 0);
	CHECK_RUN("still missing", 1, 0);
	write_text("include/a.h", "#define WALK 1\n");
	CHECK_RUN("there", 0, 1);

	write_text("a.c", "#include <string.h>\n#if __has_include(\"config.h\")\n#include \"config.h\"\n#endif\n" LOOP);
	CHECK_RUN("looked for", 0, 0);
	CHECK_RUN("known not to be there", 1, 0);
	write_text("include/config.h", "#define WALK 1\n");
	CHECK_RUN("there as well", 0, 1);
}

TEST(flags_are_part_of_the_key)
{
	begin("flags");
	CHECK_RUN("first", 0, 1);
	analyze_with("-DEXTRA=1");
	CHECK_EQ("a flag more", cached, 0);
	CHECK_RUN("without it", 1, 1);
	setenv("CPATH", in_root("elsewhere"), 1);
	CHECK_RUN("a variable that clang reads", 0, 1);
	unsetenv("CPATH");
	CHECK_RUN("without that", 1, 1);
}

/* The n-th entry of the cache; false if there are fewer. */
static bool entry(unsigned n, char *path, size_t size)
{
	char folder[600];
	struct dirent *e;
	DIR *dir;

	snprintf(folder, sizeof folder, "%s/units-1", cache);
	dir = opendir(folder);
	CHECK(dir != NULL);
	while ((e = readdir(dir))) {
		if (e->d_name[0] != '.' && n-- == 0)
			break;
	}
	if (e)
		snprintf(path, size, "%s/%s", folder, e->d_name);
	closedir(dir);
	return e;
}

static void put(const char *path, const void *bytes, size_t n)
{
	FILE *f = fopen(path, "wb");

	CHECK(f != NULL);
	CHECK_EQ("written", fwrite(bytes, 1, n, f), n);
	fclose(f);
}

/* The entry of units ("weirc1") or of the whole result ("weirr1"). */
static void entry_of(const char *magic, char *path, size_t size, struct wr_buf *bytes)
{
	for (unsigned n = 0; entry(n, path, size); n++) {
		wr_buf_clear(bytes);
		if (wr_file_read(path, 1 << 24, bytes, &err))
			fail_msg("%s", err.message);
		if (!strncmp(bytes->data, magic, strlen(magic)))
			return;
	}
	fail_msg("no entry starts with %s", magic);
}

static void check_damage(const char *magic, bool alone)
{
	struct wr_buf bytes = WR_BUF_INIT, other = WR_BUF_INIT;
	char path[1024], result[1024];

	entry_of(magic, path, sizeof path, &bytes);
	for (size_t n = 0; n < bytes.len; n += n < 56 ? 7 : bytes.len / 12) {
		if (alone) {
			entry_of("weirr1", result, sizeof result, &other);
			unlink(result);
		}
		put(path, bytes.data, n);
		analyze_with(NULL);
		CHECK_EQ("cut", found, 1);
	}
	for (size_t at = 0; at < bytes.len; at += at < 56 ? 7 : bytes.len / 12) {
		if (alone) {
			entry_of("weirr1", result, sizeof result, &other);
			unlink(result);
		}
		bytes.data[at] ^= 0x10;
		put(path, bytes.data, bytes.len);
		analyze_with(NULL);
		CHECK_EQ("a bit turned", found, 1);
		bytes.data[at] ^= 0x10;
	}
	CHECK_RUN("whole", 1, 1);
	wr_buf_free(&bytes);
	wr_buf_free(&other);
}

TEST(a_damaged_entry_is_read_anew)
{
	begin("damaged");
	CHECK_RUN("first", 0, 1);
	check_damage("weirc1", true);
	check_damage("weirr1", false);
}

/* What stands in an entry after a correct checksum is not trusted either. */
TEST(a_forged_entry_does_no_harm)
{
	struct wr_buf bytes = WR_BUF_INIT, other = WR_BUF_INIT;
	char path[1024], result[1024];

	begin("forged");
	CHECK_RUN("first", 0, 1);
	entry_of("weirc1", path, sizeof path, &bytes);
	for (size_t at = 16; at < bytes.len; at += at < 200 ? 4 : bytes.len / 60) {
		uint32_t kept, wrong = 0xfffffff0u;
		uint64_t sums[2], size;
		size_t units;

		at -= at % 4;
		memcpy(&kept, bytes.data + at, 4);
		memcpy(bytes.data + at, &wrong, 4);
		/* head: magic, checksum, key, 4 counts, units_size, units_checksum */
		memcpy(&size, bytes.data + 40, sizeof size);
		units = size <= bytes.len - 56 ? bytes.len - (size_t)size : bytes.len;
		sums[1] = an_checksum(bytes.data + units, bytes.len - units);
		memcpy(bytes.data + 48, &sums[1], 8);
		sums[0] = an_checksum(bytes.data + 16, units - 16);
		memcpy(bytes.data + 8, &sums[0], 8);
		put(path, bytes.data, bytes.len);
		entry_of("weirr1", result, sizeof result, &other);
		unlink(result);
		analyze_with(NULL);             /* whatever it finds, it does not crash */
		memcpy(bytes.data + at, &kept, 4);
	}
	wr_buf_free(&bytes);
	wr_buf_free(&other);
}

TEST(a_result_is_that_of_the_same_question)
{
	const char *paths[] = { root }, *rule = "loop-query";
	struct an_options o = { .root = root, .paths = paths, .path_count = 1, .jobs = 1, .cache_dir = cache };
	struct an_rule_setting low = { "quad-strlen-cond", false, WR_LOW, -1 };
	enum { PLAIN, OTHER_RULE, LOWER, PYTHON, AGAIN };
	static const size_t want[] = { 1, 0, 1, 2, 1 };

	begin("question");
	for (int turn = 0; turn < 10; turn++) {
		struct an_options now = o;
		struct wr_run *run = wr_run_new();

		now.only = &rule;
		now.only_count = turn % 5 == OTHER_RULE;
		now.rules = &low;
		now.rule_count = turn % 5 == LOWER;
		if (turn % 5 == PYTHON)
			write_text("b.py", "def f(cursor, rows):\n    for r in rows:\n        cursor.execute('select 1 where a = ?', (r,))\n");
		else if (turn % 5 == AGAIN)
			unlink(in_root("b.py"));
		if (an_analyze(&now, run, &err))
			fail_msg("%s", err.message);
		CHECK_EQ("findings", run->finding_count, want[turn % 5]);
		if (turn % 5 == LOWER)
			CHECK_EQ("severity", run->findings[0].severity, WR_LOW);
		wr_run_free(run);
	}
}

static void run_child(void)
{
	analyze_with(NULL);
	_exit(found == 1 ? 0 : 1);
}

TEST(runs_share_it)
{
	pid_t children[4];

	begin("shared");
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 4; i++) {
			children[i] = fork();
			if (!children[i])
				run_child();
		}
		for (int i = 0; i < 4; i++) {
			int status;

			CHECK_EQ("ended", waitpid(children[i], &status, 0), children[i]);
			CHECK_EQ("right", status, 0);
		}
	}
	CHECK_RUN("kept", 1, 1);
}

TEST(a_run_that_is_killed_leaves_nothing_that_counts)
{
	begin("killed");
	for (int i = 0; i < 8; i++) {
		pid_t child = fork();

		if (!child) {
			setpgid(0, 0);
			run_child();
		}
		setpgid(child, child);
		usleep((unsigned)i * 20000);
		kill(-child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	analyze_with(NULL);
	CHECK_EQ("findings", found, 1);
	CHECK_RUN("kept", 1, 1);
}

TEST(it_stays_small)
{
	const char *paths[] = { root };
	struct an_options o = { .root = root, .paths = paths, .path_count = 1, .jobs = 1, .cache_dir = cache,
				.cache_limit = 20000, .cached_files = &cached };
	struct wr_run *run = wr_run_new();
	char path[1024];
	unsigned n = 0;
	size_t bytes = 0;
	struct stat st;

	begin("small");
	for (int i = 0; i < 30; i++) {
		char name[16];

		snprintf(name, sizeof name, "f%d.c", i);
		write_text(name, "static int f(int n) { return n; }\nint g(void) { return f(1); }\n");
	}
	if (an_analyze(&o, run, &err))
		fail_msg("%s", err.message);
	wr_run_free(run);
	for (; entry(n, path, sizeof path); n++) {
		CHECK(!stat(path, &st));
		bytes += (size_t)st.st_size;
	}
	CHECK(n > 0 && n < 30);
	CHECK(bytes <= 20000);
}

TEST(a_cache_that_cannot_be_used_is_said)
{
	struct wr_run *run = wr_run_new();
	const char *paths[] = { root };
	struct an_options o = { .root = root, .paths = paths, .path_count = 1, .jobs = 1, .cache_dir = "/dev/null/cache" };

	begin("unusable");
	if (an_analyze(&o, run, &err))
		fail_msg("%s", err.message);
	CHECK_EQ("notices", run->notice_count, 1);
	CHECK_EQ("findings all the same", run->finding_count, 1);
	CHECK_HAS(run->notices[0].message, "no cache: ");
	CHECK_HAS(run->notices[0].message, "/dev/null");
	wr_run_free(run);
}

TEST(checksums_see_every_bit_and_length)
{
	unsigned char bytes[100] = { 0 };
	uint64_t seen[900];
	size_t n = 0;

	for (size_t length = 0; length <= 100; length++)
		seen[n++] = an_checksum(bytes, length);
	for (size_t bit = 0; bit < 792; bit++) {
		bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
		seen[n++] = an_checksum(bytes, 100);
		bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i; k++)
			CHECK(seen[i] != seen[k]);
	}
}
