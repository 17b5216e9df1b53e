/* file_test.c - whole files in and out, plain and gzip. */
#include "tests/unit/unit.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>
#include "core/file.h"

static struct wr_err err;

static const char *path_of(const char *name)
{
	static char paths[4][256];
	static int next;

	next = (next + 1) % 4;
	snprintf(paths[next], sizeof paths[next], "%s/%s", unit_temp_dir(), name);
	return paths[next];
}

static void check_holds(const char *path, const char *want)
{
	struct wr_buf got = WR_BUF_INIT;

	CHECK_EQ(path, wr_file_read(path, 1 << 20, &got, &err), 0);
	CHECK_EQ(path, got.len, strlen(want));
	CHECK_STR(got.len ? got.data : "", want);
	wr_buf_free(&got);
}

/* The bytes of a file as they are. */
static size_t raw(const char *path, unsigned char *out, size_t room)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	CHECK(f != NULL);
	n = fread(out, 1, room, f);
	fclose(f);
	return n;
}

TEST(what_is_written_is_read)
{
	CHECK_EQ("write", wr_file_write(path_of("a.txt"), "hello\n", 6, &err), 0);
	check_holds(path_of("a.txt"), "hello\n");
	CHECK_EQ("again", wr_file_write(path_of("a.txt"), "you\n", 4, &err), 0);
	check_holds(path_of("a.txt"), "you\n");
	CHECK_EQ("nothing", wr_file_write(path_of("a.txt"), "", 0, &err), 0);
	check_holds(path_of("a.txt"), "");
}

TEST(reading_appends)
{
	struct wr_buf out = WR_BUF_INIT;

	wr_buf_str(&out, "before ");
	CHECK_EQ("read", wr_file_read(unit_temp_file("b.txt", "after", 5), 5, &out, &err), 0);
	CHECK_STR(out.data, "before after");
	wr_buf_free(&out);
}

TEST(gz_in_the_name_is_compressed_and_the_same_each_time)
{
	unsigned char one[1000], two[1000];
	size_t n;

	CHECK_EQ("write", wr_file_write(path_of("a.txt.gz"), "hello\n", 6, &err), 0);
	n = raw(path_of("a.txt.gz"), one, sizeof one);
	CHECK(one[0] == 0x1f && one[1] == 0x8b);
	check_holds(path_of("a.txt.gz"), "hello\n");
	sleep(1);       /* no time of day in it */
	CHECK_EQ("write", wr_file_write(path_of("b.txt.gz"), "hello\n", 6, &err), 0);
	CHECK_EQ("length", raw(path_of("b.txt.gz"), two, sizeof two), n);
	CHECK(!memcmp(one, two, n));
}

TEST(large_files_survive_compression)
{
	size_t n = 5u << 20;
	char *bytes = malloc(n);
	struct wr_buf got = WR_BUF_INIT;
	unsigned x = 1;

	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)((x = x * 1103515245 + 12345) >> 24);
	CHECK_EQ("write", wr_file_write(path_of("large.gz"), bytes, n, &err), 0);
	CHECK_EQ("read", wr_file_read(path_of("large.gz"), n, &got, &err), 0);
	CHECK_EQ("length", got.len, n);
	CHECK(!memcmp(got.data, bytes, n));
	wr_buf_free(&got);
	free(bytes);
}

TEST(gzip_is_known_by_its_bytes_not_its_name)
{
	unsigned char bytes[1000];
	size_t n;

	wr_file_write(path_of("c.gz"), "packed", 6, &err);
	n = raw(path_of("c.gz"), bytes, sizeof bytes);
	check_holds(unit_temp_file("plain-name", bytes, n), "packed");
	check_holds(unit_temp_file("not-packed.gz", "just text", 9), "just text");
	check_holds(unit_temp_file("one-byte", "\x1f", 1), "\x1f");
}

TEST(what_is_gzip_already_is_not_packed_twice)
{
	struct wr_buf once = WR_BUF_INIT, again = WR_BUF_INIT;
	unsigned char bytes[1000];

	wr_gzip("packed", 6, &once);
	wr_gzip("packed", 6, &again);
	CHECK_EQ("the same each time", once.len, again.len);
	CHECK(!memcmp(once.data, again.data, once.len));
	CHECK_EQ("write", wr_file_write(path_of("d.gz"), once.data, once.len, &err), 0);
	CHECK_EQ("length", raw(path_of("d.gz"), bytes, sizeof bytes), once.len);
	check_holds(path_of("d.gz"), "packed");
	wr_buf_clear(&once);
	wr_gzip("", 0, &once);
	check_holds(unit_temp_file("nothing", once.data, once.len), "");
	wr_buf_free(&once);
	wr_buf_free(&again);
}

TEST(members_of_a_gzip_file_follow_each_other)
{
	unsigned char bytes[2000];
	size_t n;

	wr_file_write(path_of("d.gz"), "one ", 4, &err);
	n = raw(path_of("d.gz"), bytes, 1000);
	wr_file_write(path_of("e.gz"), "two", 3, &err);
	n += raw(path_of("e.gz"), bytes + n, 1000);
	check_holds(unit_temp_file("both", bytes, n), "one two");
}

TEST(a_truncated_gzip_file_is_an_error_at_every_length)
{
	unsigned char bytes[2000];
	char text[2000];
	unsigned x = 1;
	size_t n;

	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)('a' + ((x = x * 1103515245 + 12345) >> 16) % 23);
	wr_file_write(path_of("f.gz"), text, sizeof text, &err);
	n = raw(path_of("f.gz"), bytes, sizeof bytes);
	CHECK(n > 100 && n < sizeof bytes);
	for (size_t cut = 2; cut < n; cut += 5) {
		struct wr_buf got = WR_BUF_INIT;
		FILE *f = fopen(path_of("cut"), "wb");

		fwrite(bytes, 1, cut, f);
		fclose(f);
		CHECK_EQ("read", wr_file_read(path_of("cut"), 1 << 20, &got, &err), -1);
		CHECK_EQ("code", err.code, WR_EINPUT);
		CHECK_HAS(err.message, "cut' is a truncated gzip file");
		wr_buf_free(&got);
	}
}

TEST(a_damaged_gzip_file_is_an_error)
{
	unsigned char bytes[1000];
	struct wr_buf got = WR_BUF_INIT;
	size_t n;

	wr_file_write(path_of("g.gz"), "some text that is long enough", 29, &err);
	n = raw(path_of("g.gz"), bytes, sizeof bytes);
	bytes[n - 6] ^= 0xff;   /* the checksum */
	CHECK_EQ("read", wr_file_read(unit_temp_file("damaged", bytes, n), 1 << 20, &got, &err), -1);
	CHECK_EQ("code", err.code, WR_EINPUT);
	CHECK_HAS(err.message, "damaged' is a damaged gzip file");
	wr_buf_free(&got);
}

TEST(a_gzip_bomb_costs_the_limit_at_most)
{
	static char zeros[1 << 20];
	gzFile bomb = gzopen(path_of("bomb.gz"), "wb9");
	struct wr_buf got = WR_BUF_INIT;
	struct stat st;

	for (int i = 0; i < 200; i++)
		gzwrite(bomb, zeros, sizeof zeros);
	gzclose(bomb);
	stat(path_of("bomb.gz"), &st);
	CHECK(st.st_size < 300000);
	CHECK_EQ("read", wr_file_read(path_of("bomb.gz"), 3 << 20, &got, &err), -1);
	CHECK_EQ("code", err.code, WR_ELIMIT);
	CHECK_HAS(err.message, "bomb.gz' is larger than 3.00 MiB");
	CHECK(got.len <= 3 << 20 && got.cap <= 8 << 20);
	wr_buf_free(&got);
}

TEST(the_limit_is_exact)
{
	struct wr_buf got = WR_BUF_INIT;

	CHECK_EQ("5 of 5", wr_file_read(unit_temp_file("five", "12345", 5), 5, &got, &err), 0);
	CHECK_EQ("5 of 4", wr_file_read(unit_temp_file("five", "12345", 5), 4, &got, &err), -1);
	CHECK_EQ("code", err.code, WR_ELIMIT);
	wr_buf_free(&got);
}

TEST(what_cannot_be_read_is_named)
{
	struct wr_buf got = WR_BUF_INIT;

	CHECK_EQ("missing", wr_file_read("/no/such/file", 10, &got, &err), -1);
	CHECK_EQ("code", err.code, WR_EIO);
	CHECK_STR(err.message, "cannot open '/no/such/file': No such file or directory");
	CHECK_EQ("folder", wr_file_read("/usr", 10, &got, &err), -1);
	CHECK_STR(err.message, "cannot read '/usr': it is a folder");
	CHECK_EQ("without err", wr_file_read("/no/such/file", 10, &got, NULL), -1);
	wr_buf_free(&got);
}

TEST(parents_are_made)
{
	CHECK_EQ("write", wr_file_write(path_of("x/y/z.txt"), "deep", 4, &err), 0);
	check_holds(path_of("x/y/z.txt"), "deep");
	CHECK_EQ("again", wr_make_dirs(path_of("x/y/"), &err), 0);
	CHECK_EQ("through a file", wr_make_dirs(path_of("x/y/z.txt/w"), &err), -1);
	CHECK_HAS(err.message, "z.txt");
	CHECK_EQ("onto a file", wr_make_dirs(path_of("x/y/z.txt"), &err), -1);
	CHECK_HAS(err.message, "cannot make folder");
	CHECK(wr_is_dir(path_of("x/y")) && !wr_is_dir(path_of("x/y/z.txt")));
	CHECK(wr_is_file(path_of("x/y/z.txt")) && !wr_is_file(path_of("x/y")) && !wr_is_file(path_of("x/q")));
}

TEST(a_folder_is_not_written_over)
{
	CHECK_EQ("write", wr_file_write(unit_temp_dir(), "x", 1, &err), -1);
	CHECK_HAS(err.message, "it is a folder");
}

TEST(the_mode_of_an_older_file_is_kept)
{
	const char *path = unit_temp_file("mode", "x", 1);
	struct stat st;

	chmod(path, 0640);
	CHECK_EQ("write", wr_file_write(path, "y", 1, &err), 0);
	stat(path, &st);
	CHECK_EQ("mode", st.st_mode & 07777, 0640);
}

TEST(a_new_file_has_the_usual_mode)
{
	mode_t mask = umask(027);
	struct stat st;

	wr_file_write(path_of("new-mode"), "y", 1, &err);
	umask(mask);
	stat(path_of("new-mode"), &st);
	CHECK_EQ("mode", st.st_mode & 07777, 0640);
}

TEST(a_symbolic_link_stays_and_its_target_is_replaced)
{
	const char *target = unit_temp_file("target", "old", 3), *link = path_of("link");
	struct stat st;

	CHECK_EQ("symlink", symlink(target, link), 0);
	CHECK_EQ("write", wr_file_write(link, "new", 3, &err), 0);
	lstat(link, &st);
	CHECK(S_ISLNK(st.st_mode));
	check_holds(target, "new");
}

TEST(devices_are_written_to_not_replaced)
{
	struct stat st;

	CHECK_EQ("write", wr_file_write("/dev/null", "x", 1, &err), 0);
	stat("/dev/null", &st);
	CHECK(S_ISCHR(st.st_mode));
	CHECK_EQ("full", wr_file_write("/dev/full", "x", 1, &err), -1);
	CHECK_HAS(err.message, "No space left on device");
}

/* In a process that may write no file longer than 100 bytes. */
static int write_on_a_full_disk(const char *path)
{
	static char bytes[5000];
	struct rlimit limit = { 100, 100 };
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		/* Not compressible below the limit. */
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (char)(i * i * 31 >> 3);
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		_exit(wr_file_write(path, bytes, sizeof bytes, &err) == -1 && err.code == WR_EIO &&
		      strstr(err.message, "File too large") ? 0 : 1);
	}
	waitpid(child, &status, 0);
	return status;
}

static int count(const char *path, void *user, struct wr_err *unused)
{
	(void)path, (void)unused;
	++*(int *)user;
	return 0;
}

TEST(a_full_disk_leaves_the_old_file_and_no_litter)
{
	static const char *const names[] = { "full/plain", "full/packed.gz" };
	int files = 0;

	for (int i = 0; i < 2; i++) {
		wr_file_write(path_of(names[i]), "old", 3, &err);
		CHECK_EQ(names[i], write_on_a_full_disk(path_of(names[i])), 0);
		check_holds(path_of(names[i]), "old");
	}
	wr_walk(path_of("full"), count, &files, &err);
	CHECK_EQ("files", files, 2);
}

/* Root may write anywhere; another user may not. */
TEST(a_read_only_folder_leaves_the_old_file)
{
	int status = 0;
	pid_t child;

	wr_file_write(path_of("read-only/file"), "old", 3, &err);
	chmod(unit_temp_dir(), 0755);
	chmod(path_of("read-only"), 0555);
	child = fork();
	if (child == 0) {
		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(2);
		_exit(wr_file_write(path_of("read-only/file"), "new", 3, &err) == -1 &&
		      strstr(err.message, "Permission denied") ? 0 : 1);
	}
	waitpid(child, &status, 0);
	chmod(path_of("read-only"), 0755);
	CHECK_EQ("refused", status, 0);
	check_holds(path_of("read-only/file"), "old");
}

TEST(a_reader_sees_the_old_or_the_new_file)
{
	static char old[4096], new[4096];
	const char *path = path_of("swap");
	pid_t child;

	memset(old, 'o', sizeof old);
	memset(new, 'n', sizeof new);
	wr_file_write(path, old, sizeof old, &err);
	child = fork();
	if (child == 0) {
		for (;;) {
			wr_file_write(path, new, sizeof new, NULL);
			wr_file_write(path, old, sizeof old, NULL);
		}
	}
	for (int i = 0; i < 300; i++) {
		struct wr_buf got = WR_BUF_INIT;

		CHECK_EQ("read", wr_file_read(path, 10000, &got, &err), 0);
		CHECK_EQ("whole", got.len, sizeof old);
		CHECK(!memcmp(got.data, old, sizeof old) || !memcmp(got.data, new, sizeof new));
		wr_buf_free(&got);
	}
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}
