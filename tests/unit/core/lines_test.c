/* lines_test.c - lines of files of any size. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <unistd.h>
#include <zlib.h>
#include "core/alloc.h"
#include "core/file.h"

static struct wr_err err;

/* All lines, each followed by '|'; then how it ended. */
static const char *joined(const char *bytes, size_t n)
{
	static char out[400];
	struct wr_lines *l = wr_lines_open(unit_temp_file("lines", bytes, n), &err);
	const char *line;
	size_t length, used = 0;
	int got;

	CHECK(l != NULL);
	while ((got = wr_lines_next(l, &line, &length, &err)) == 1) {
		CHECK_EQ("terminated", line[length], '\0');
		memcpy(out + used, line, length);
		used += length;
		out[used++] = '|';
	}
	CHECK_EQ("it ends", got, 0);
	CHECK_EQ("and stays at the end", wr_lines_next(l, &line, &length, &err), 0);
	snprintf(out + used, sizeof out - used, "%llu", wr_lines_number(l));
	wr_lines_close(l);
	return out;
}

TEST(every_kind_of_line_end)
{
	CHECK_STR(joined("a\nb\n", 4), "a|b|2");
	CHECK_STR(joined("a\nb", 3), "a|b|2");
	CHECK_STR(joined("a\r\nb\nc\r\n", 8), "a|b|c|3");
	CHECK_STR(joined("\n\r\n\n", 4), "|||3");
	CHECK_STR(joined("", 0), "0");
	CHECK_STR(joined("a\rb\n", 4), "a\rb|1");
	CHECK_STR(joined("a\r", 2), "a|1");
	CHECK_STR(joined("\r\r\n", 3), "\r|1");
}

TEST(nul_bytes_are_bytes)
{
	const char *path = unit_temp_file("nul", "a\0b\nc\n", 6), *line;
	struct wr_lines *l = wr_lines_open(path, &err);
	size_t n;

	CHECK_EQ("first", wr_lines_next(l, &line, &n, &err), 1);
	CHECK_EQ("length", n, 3);
	CHECK(!memcmp(line, "a\0b", 3));
	wr_lines_close(l);
}

/* A file with the given lengths of lines, every line all of one letter. */
static const char *file_of(const char *name, const size_t *lengths, size_t count, bool packed)
{
	static char path[256];
	gzFile f;

	snprintf(path, sizeof path, "%s/%s", unit_temp_dir(), name);
	f = gzopen(path, packed ? "wb" : "wbT");
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < lengths[i]; k++)
			gzputc(f, (int)('a' + i % 26));
		gzputc(f, '\n');
	}
	gzclose(f);
	return path;
}

static void check_lengths(const char *path, const size_t *lengths, size_t count)
{
	struct wr_lines *l = wr_lines_open(path, &err);
	const char *line;
	size_t n;

	for (size_t i = 0; i < count; i++) {
		CHECK_EQ("line", wr_lines_next(l, &line, &n, &err), 1);
		CHECK_EQ("length", n, lengths[i]);
		CHECK_EQ("its letter", strspn(line, (char[]){ (char)('a' + i % 26), '\0' }), lengths[i]);
		CHECK_EQ("number", wr_lines_number(l), i + 1);
	}
	CHECK_EQ("end", wr_lines_next(l, &line, &n, &err), 0);
	wr_lines_close(l);
}

TEST(lines_of_all_lengths_up_to_the_limit)
{
	static const size_t lengths[] = { 0, 1, 65534, 65535, 65536, 65537, 131071, 3, 1u << 20, 0, (1u << 20) - 1, 5 };
	const size_t count = sizeof lengths / sizeof *lengths;

	check_lengths(file_of("long", lengths, count, false), lengths, count);
	check_lengths(file_of("long.gz", lengths, count, true), lengths, count);
}

TEST(a_line_beyond_the_limit_is_an_error_with_its_number)
{
	static const size_t just[] = { 3, (1u << 20) + 1, 3 }, far[] = { 3, 3u << 20 };

	for (int i = 0; i < 2; i++) {
		struct wr_lines *l = wr_lines_open(i ? file_of("far", far, 2, false) : file_of("just", just, 3, true), &err);
		const char *line;
		size_t n;

		CHECK_EQ("first", wr_lines_next(l, &line, &n, &err), 1);
		CHECK_EQ("second", wr_lines_next(l, &line, &n, &err), -1);
		CHECK_EQ("code", err.code, WR_ELIMIT);
		CHECK_HAS(err.message, ":2: line is longer than 1 MiB");
		CHECK_EQ("it stays so", wr_lines_next(l, &line, &n, &err), -1);
		wr_lines_close(l);
	}
}

TEST(many_short_lines)
{
	struct wr_lines *l;
	const char *line;
	size_t n;
	FILE *f;
	char path[256], want[20];

	snprintf(path, sizeof path, "%s/many", unit_temp_dir());
	f = fopen(path, "w");
	for (int i = 0; i < 100000; i++)
		fprintf(f, "%d%s", i, i % 2 ? "\r\n" : "\n");
	fclose(f);
	l = wr_lines_open(path, &err);
	for (int i = 0; i < 100000; i++) {
		CHECK_EQ("line", wr_lines_next(l, &line, &n, &err), 1);
		snprintf(want, sizeof want, "%d", i);
		CHECK_STR(line, want);
	}
	CHECK_EQ("end", wr_lines_next(l, &line, &n, &err), 0);
	wr_lines_close(l);
}

TEST(a_truncated_gzip_file_is_no_end)
{
	static const size_t lengths[] = { 70000, 70000, 70000 };
	const char *path = file_of("cut.gz", lengths, 3, true), *line;
	struct wr_lines *l;
	size_t n;
	int got;

	CHECK_EQ("truncate", truncate(path, 150), 0);
	l = wr_lines_open(path, &err);
	while ((got = wr_lines_next(l, &line, &n, &err)) == 1)
		;
	CHECK_EQ("error", got, -1);
	CHECK_HAS(err.message, "truncated gzip");
	wr_lines_close(l);
}

TEST(a_missing_file_is_named)
{
	CHECK(wr_lines_open("/no/such/file", &err) == NULL);
	CHECK_HAS(err.message, "/no/such/file");
	CHECK(wr_lines_open("/usr", &err) == NULL);
	wr_lines_close(NULL);
}

TEST(a_dash_is_standard_input)
{
	int ends[2], saved = dup(0);
	struct wr_lines *l;
	const char *line;
	size_t n;

	CHECK_EQ("pipe", pipe(ends), 0);
	CHECK_EQ("write", write(ends[1], "in\nput\n", 7), 7);
	close(ends[1]);
	dup2(ends[0], 0);
	close(ends[0]);
	l = wr_lines_open("-", &err);
	CHECK_EQ("first", wr_lines_next(l, &line, &n, &err), 1);
	CHECK_STR(line, "in");
	CHECK_EQ("second", wr_lines_next(l, &line, &n, &err), 1);
	CHECK_STR(line, "put");
	CHECK_EQ("end", wr_lines_next(l, &line, &n, &err), 0);
	wr_lines_close(l);
	dup2(saved, 0);
	close(saved);
}

TEST(bytes_are_seen_before_they_are_taken)
{
	enum { N = 200000 };
	char *bytes = wr_calloc(N, 1);
	const char *seen;
	struct wr_lines *l;
	size_t got;

	for (size_t i = 0; i < N; i++)
		bytes[i] = (char)(i % 251);
	l = wr_lines_open(unit_temp_file("records", bytes, N), &err);
	CHECK(l != NULL);
	for (size_t at = 0; at < N; at += got) {
		CHECK_EQ("again", wr_lines_peek(l, 10, &seen, &got, &err), 0);
		CHECK_EQ("more", wr_lines_peek(l, 7001, &seen, &got, &err), 0);
		CHECK_EQ("to the end", got, N - at < 7001 ? N - at : 7001);
		CHECK_EQ("as they are", memcmp(seen, bytes + at, got), 0);
		wr_lines_skip(l, got);
	}
	CHECK_EQ("at the end", wr_lines_peek(l, 1, &seen, &got, &err), 0);
	CHECK_EQ("nothing", got, 0);
	CHECK_EQ("29 of 7001", wr_lines_number(l), 29);
	wr_lines_close(l);
	free(bytes);
}
