/* csv_test.c - CSV traces, good, odd and damaged. */
#include <fcntl.h>
#include <unistd.h>
#include "core/buf.h"
#include "core/file.h"
#include "tests/unit/cachesim/script.h"

static const char *file_of(const char *text)
{
	return unit_temp_file("trace.csv", text, strlen(text));
}

static struct cs_trace *read_file(const char *path, const struct cs_trace_options *options)
{
	struct wr_err err;
	struct cs_trace *t = cs_trace_read(path, options, &err);

	if (!t)
		fail_msg("%s", err.message);
	return t;
}

static struct cs_trace *read_text(const char *text)
{
	return read_file(file_of(text), NULL);
}

/* ids as digits, operations as r, w, d; "" = must not be there. */
static void check_trace(const char *what, struct cs_trace *t, const char *ids, const char *operations)
{
	CHECK_EQ(what, t->n, strlen(ids));
	for (size_t i = 0; i < t->n; i++)
		CHECK_EQ(what, t->key[i], ids[i] - '0');
	CHECK_EQ(what, t->operation != NULL, *operations != '\0');
	for (size_t i = 0; *operations && i < t->n; i++)
		CHECK_EQ(what, "rwd"[t->operation[i]], operations[i]);
	cs_trace_free(t);
}

static void check_error(const char *text, const struct cs_trace_options *options, const char *where,
			const char *why)
{
	struct wr_err err;
	struct cs_trace *t = cs_trace_read(file_of(text), options, &err);

	if (t)
		fail_msg("no error for: %s", text);
	CHECK_HAS(err.message, where);
	CHECK_HAS(err.message, why);
	CHECK(err.code == WR_EINPUT || err.code == WR_EUSAGE);
}

TEST(a_header_names_the_columns)
{
	struct cs_trace *t = read_text("time,key,size,op\n10.5,a,100,GET\n11,b,200,SET\n12.25,a,100,DEL\n");

	CHECK_EQ("unique", t->unique, 2);
	CHECK_NEAR("first", t->time[0], 0, 0);
	CHECK_NEAR("second", t->time[1], 0.5, 0);
	CHECK_NEAR("third", t->time[2], 1.75, 0);
	CHECK_EQ("size", t->size[1], 200);
	CHECK_EQ("damaged", t->damaged, 0);
	CHECK(!t->first_damage);
	check_trace("named", t, "010", "rwd");
	check_trace("another order, other names", read_text("cmd,object_size,OBJ_ID,Timestamp\nget,5,x,1\n"),
		    "0", "r");
	check_trace("key alone", read_text("id\n7\n8\n7\n"), "010", "");
	check_trace("blanks around names", read_text(" time , key \n1,a\n"), "0", "");
	check_trace("quoted names", read_text("\"key\",\"op\"\na,get\n"), "0", "r");
}

TEST(without_a_header_the_order_says_what_is_what)
{
	check_trace("one column", read_text("a\nb\na\n"), "010", "");
	check_trace("two", read_text("1,a\n2,b\n"), "01", "");
	check_trace("three", read_text("1,a,5\n2,b,6\n"), "01", "");
	check_trace("four", read_text("1,a,5,read\n2,b,6,write\n3,a,7,delete\n"), "010", "rwd");
	check_trace("more are left alone", read_text("1,a,5,get,x,y\n2,b,6,get,,\n"), "01", "rr");
	check_trace("a key called key", read_text("0.5,key\n0.6,time\n"), "01", "");
}

static struct cs_trace *with_columns(const char *text, const char *time, const char *key, const char *size,
				     const char *operation)
{
	struct cs_trace_options o = { .columns = { time, key, size, operation, 0, NULL } };

	return read_file(file_of(text), &o);
}

TEST(columns_are_given_by_name_or_number)
{
	static const char text[] = "version,when,what,bytes_sent,verb\n1,5,a,9,get\n1,6,b,8,set\n";

	check_trace("names", with_columns(text, "when", "what", "bytes_sent", "VERB"), "01", "rw");
	check_trace("name of one", with_columns(text, NULL, "what", NULL, NULL), "01", "");
	check_trace("numbers, over a header", with_columns(text, "2", "3", "4", NULL), "01", "");
	check_trace("numbers, no header", with_columns("1,5,a\n1,6,b\n", "2", "3", NULL, NULL), "01", "");
	check_trace("only those", with_columns("1,a,5,get\n", NULL, "2", NULL, NULL), "0", "");
	check_trace("left out", with_columns("time,key,op\n1,a,2a\n", NULL, NULL, NULL, ""), "0", "");
	check_trace("left out by order", with_columns("x,a,5\ny,a,5\n", "", NULL, NULL, NULL), "00", "");
}

TEST(columns_that_are_not_there_are_errors)
{
	struct cs_trace_options o = { .columns.key = "nothing" };

	check_error("time,key\n1,a\n", &o, "trace.csv:1", "no column 'nothing'; the first line has: time, key");
	check_error("time,size\n1,5\n", NULL, "trace.csv:1", "no column 'key'");
	check_error("\n\ntime,size\n1,5\n", NULL, "trace.csv:3", "no column 'key'");
	check_error("when,what\n1,a\n", NULL, "trace.csv:1:1", "say which columns");
	o.columns.key = "0";
	check_error("a,b\n", &o, "trace.csv:1", "no column '0'");
	o.columns.key = "99999999999999999999";
	check_error("a,b\n", &o, "trace.csv:1", "no column '9999");
	o.columns.key = "7";
	check_error("a,b\nc,d\n", &o, "trace.csv:1:4", "too few columns");
	o = (struct cs_trace_options){ .columns.time = "1" };
	check_error("5,b\n", &o, "trace.csv:1", "no column 'key'");
	o = (struct cs_trace_options){ .format = "xml" };
	check_error("5,b\n", &o, "xml", "no trace format");
}

TEST(a_format_can_be_named)
{
	struct cs_trace_options o = { .format = "csv" };

	check_trace("csv", read_file(file_of("1,a\n"), &o), "0", "");
}

TEST(other_delimiters)
{
	struct cs_trace_options o = { .columns.delimiter = ';' };

	check_trace("semicolon", read_file(file_of("time;key\n1;a,b\n2;a,c\n"), &o), "01", "");
	o.columns.delimiter = '\t';
	check_trace("tab", read_file(file_of("1\ta\n2\ta\n"), &o), "00", "");
}

TEST(quoted_fields)
{
	/* a,b twice, then a"b twice in both spellings of the field. */
	check_trace("delimiters and quotes",
		    read_text("key,op\n\"a,b\",get\n\"a,b\",\"set\"\n\"a\"\"b\",get\n\"a\"\"b\",get\n"),
		    "0011", "rwrr");
	check_trace("quoted is the same key as plain", read_text("key\n\"a\"\na\n"), "00", "");
	check_trace("quotes inside", read_text("key\na\"b\na\"b\n"), "00", "");
	check_error("key\n\"abc\n", NULL, "trace.csv:2:1", "does not end on its line");
	check_error("key\n\"abc\"x\n", NULL, "trace.csv:2:6", "text follows");
	check_error("time,key\n1,\"\"\n", NULL, "trace.csv:2:3", "the key is empty");
	check_error("\"key\n", NULL, "trace.csv:1:1", "does not end on its line");
}

TEST(line_ends_blank_lines_and_marks)
{
	check_trace("CRLF", read_text("time,key\r\n1,a\r\n2,b\r\n"), "01", "");
	check_trace("no end at the end", read_text("time,key\n1,a\n2,b"), "01", "");
	check_trace("blank lines", read_text("\n \t\ntime,key\n\n1,a\n\n2,b\n\n"), "01", "");
	check_trace("byte order mark", read_text("\xef\xbb\xbftime,key\n1,a\n"), "0", "");
	check_trace("mark without header", read_text("\xef\xbb\xbf" "1,a\n1,b\n"), "01", "");
	check_trace("blanks in numbers, not in keys", read_text("time,key\n 1 ,a\n2, a\n"), "01", "");
}

TEST(operations_in_any_case)
{
	check_trace("case", read_text("key,op\na,GET\na,get\na,Read\na,SET\na,write\na,Del\na,DELETE\na, r\n"),
		    "00000000", "rrrwwddr");
	check_error("key,op\na,bogus\n", NULL, "trace.csv:2:3", "the operation is none of");
	check_error("key,op\na,\n", NULL, "trace.csv:2:3", "the operation is none of");
	check_error("key,op\na,getx\n", NULL, "trace.csv:2:3", "the operation is none of");
}

TEST(times)
{
	struct cs_trace *t = read_text("time,key\n1700000000.123456,a\n1700000001.623456,a\n1.7000000025e9,a\n");

	CHECK_NEAR("exact to a microsecond", t->time[1], 1.5, 1e-6);
	CHECK_NEAR("exponent", t->time[2], 2.376544, 1e-6);
	cs_trace_free(t);
	t = read_text("time,key\n0,a\n0.1234567891,b\n0.223456789012345678901,c\n1.,d\n");
	CHECK_NEAR("ten digits behind the point", t->time[1], 0.1234567891, 1e-16);
	CHECK_NEAR("many", t->time[2], 0.22345678901234568, 1e-16);
	CHECK_NEAR("none", t->time[3], 1, 0);
	cs_trace_free(t);
	t = read_text("timestamp_ms,key\n5000,a\n5250,b\n");
	CHECK_NEAR("milliseconds", t->time[1], 0.25, 1e-12);
	cs_trace_free(t);
	t = read_text("ts_us,key\n5000000,a\n5250000,b\n");
	CHECK_NEAR("microseconds", t->time[1], 0.25, 1e-12);
	cs_trace_free(t);
	t = with_columns("when_ns,key\n1000000000,a\n3000000000,b\n", "when_ns", NULL, NULL, NULL);
	CHECK_NEAR("a unit in a given name", t->time[1], 2, 1e-12);
	cs_trace_free(t);
	check_error("time,key\nsoon,a\n", NULL, "trace.csv:2:1", "the time is not a number");
	check_error("time,key\n,a\n", NULL, "trace.csv:2:1", "the time is not a number");
	check_error("time,key\n.,a\n", NULL, "trace.csv:2:1", "the time is not a number");
	check_error("time,key\n1.2.3,a\n", NULL, "trace.csv:2:1", "the time is not a number");
	check_error("time,key\nnan,a\n", NULL, "trace.csv:2:1", "the time is not a number");
	check_error("time,key\n1e999,a\n", NULL, "trace.csv:2:1", "the time is not a number");
	check_error("time,key\n-5,a\n", NULL, "trace.csv:2:1", "the time is negative");
}

TEST(times_that_go_back_are_held_and_counted)
{
	struct cs_trace *t = read_text("time,key\n10,a\n12,b\n11,c\n9,d\n13,e\n");

	CHECK_EQ("unordered", t->unordered, 2);
	CHECK_NEAR("held", t->time[2], 2, 0);
	CHECK_NEAR("before the first", t->time[3], 2, 0);
	CHECK_NEAR("goes on", t->time[4], 3, 0);
	cs_trace_free(t);
}

TEST(sizes)
{
	struct cs_trace *t = read_text("key,size\na,0\nb,4294967295\n");

	CHECK_EQ("none", t->size[0], 0);
	CHECK_EQ("largest", t->size[1], 4294967295u);
	cs_trace_free(t);
	check_error("key,size\na,4294967296\n", NULL, "trace.csv:2:3", "larger than 4294967295");
	check_error("key,size\na,99999999999999999999999\n", NULL, "trace.csv:2:3", "larger than 4294967295");
	check_error("key,size\na,-4\n", NULL, "trace.csv:2:3", "not a whole number");
	check_error("key,size\na,1.5\n", NULL, "trace.csv:2:3", "not a whole number");
	check_error("key,size\na,\n", NULL, "trace.csv:2:3", "the size is missing");
	check_trace("a delete needs none", read_text("key,size,op\na,5,get\na,,del\n"), "00", "rd");
}

/* A header and `n` good lines. */
static struct wr_buf good_lines(int n)
{
	struct wr_buf b = WR_BUF_INIT;

	wr_buf_str(&b, "time,key\n");
	for (int i = 0; i < n; i++)
		wr_buf_printf(&b, "%d,k%d\n", i, i % 10);
	return b;
}

TEST(a_few_damaged_lines_are_skipped_counted_and_shown)
{
	struct wr_buf b = good_lines(200);
	struct cs_trace *t;

	wr_buf_str(&b, "x,k1\n9,\n");
	t = read_text(b.data);
	CHECK_EQ("read", t->n, 200);
	CHECK_EQ("damaged", t->damaged, 2);
	CHECK_HAS(t->first_damage, "trace.csv:202:1: the time is not a number");
	cs_trace_free(t);
	wr_buf_free(&b);
}

TEST(too_many_damaged_lines_are_an_error)
{
	struct cs_trace_options strict = { .max_damaged = -1 }, lax = { .max_damaged = 0.5 };
	struct wr_buf b = good_lines(197);

	/* 2 of 199 are above 1 %. */
	wr_buf_str(&b, "x,k1\n9,\n");
	check_error(b.data, NULL, "trace.csv:199:1", "2 of 199 lines are damaged, at most 1");
	cs_trace_free(read_file(file_of(b.data), &lax));
	wr_buf_free(&b);
	b = good_lines(1000);
	wr_buf_str(&b, "x,k1\n");
	check_error(b.data, &strict, "trace.csv:1002:1", "1 of 1001");
	cs_trace_free(read_text(b.data));
	wr_buf_free(&b);
	lax.max_damaged = 1;
	check_error("time,key\nx,a\n", &lax, "trace.csv:2:1", "1 of 1");
}

TEST(columns_in_messages_count_code_points)
{
	/* The damage stands behind an e with an accent, two bytes. */
	check_error("key,size\n\xc3\xa9,x\n", NULL, "trace.csv:2:3", "not a whole number");
}

TEST(a_control_character_in_a_key_is_damage)
{
	check_error("key\na\x01" "b\n", NULL, "trace.csv:2:1", "control character");
}

TEST(a_carriage_return_within_a_line_is_damage)
{
	check_error("time,key\n1,a\rb\n2,ccccccccccccccccccccc\n3,d\n", &(struct cs_trace_options){ .max_damaged = -1 },
		    ":2:3:", "control character");
}

TEST(times_to_live_have_units_too)
{
	struct cs_trace *t = read_text("key,op,ttl_ms\na,set,1500\nb,set,\na,get,\"0\"\n");

	CHECK_NEAR("milliseconds", t->ttl[0], 1.5, 0);
	CHECK_NEAR("nothing", t->ttl[1], 0, 0);
	cs_trace_free(t);
	t = read_text("key,op,ttl\na,set,0\n");
	CHECK(!t->ttl);                 /* nobody has one */
	cs_trace_free(t);
	t = read_file(file_of("1,a,7,60\n"), &(struct cs_trace_options){ .columns = { .key = "2", .ttl = "4" } });
	CHECK_NEAR("by number", t->ttl[0], 60, 0);
	cs_trace_free(t);
	check_error("key,ttl\na,5\nb,x\n", &(struct cs_trace_options){ .max_damaged = -1 }, ":3:3:", "time to live");
}

static void check_class(const struct cs_trace *t, uint32_t key, const char *name)
{
	CHECK_STR(t->class_name[t->class_of[key]], name);
}

TEST(keys_have_kinds)
{
	struct cs_trace *t = read_text("5\nuser:81723:cart\nuser:9:cart\n/product/17?ref=4\n/product/index.html\nabc\n"
				       "a:b:c:d:e\n::\nuser:81723:cart\n6\n");

	CHECK_EQ("kinds", t->class_count, 7);
	check_class(t, 0, "*");
	check_class(t, 1, "user:*:cart");
	check_class(t, 2, "user:*:cart");
	check_class(t, 3, "/product/*");
	check_class(t, 4, "/product/index.html");
	check_class(t, 5, "abc");
	check_class(t, 6, "a:b:c:*");
	check_class(t, 7, "::");
	check_class(t, 8, "*");
	cs_trace_free(t);
	t = read_text("5\n6\n");
	CHECK(!t->class_of);
	cs_trace_free(t);
}

TEST(too_many_kinds_are_told_by_their_first_part)
{
	struct wr_buf b = WR_BUF_INIT;
	struct cs_trace *t;

	for (char x = 'a'; x <= 'z'; x++)
		for (char y = 'a'; y <= 'j'; y++)
			wr_buf_printf(&b, "/blog/%c%c\npage:%c%c\n", x, y, x, y);
	t = read_text(b.data);
	CHECK_EQ("kinds", t->class_count, 2);
	check_class(t, 0, "/blog/*");
	check_class(t, 1, "page:*");
	check_class(t, 519, "page:*");
	cs_trace_free(t);
	wr_buf_free(&b);
}

TEST(a_lean_trace_is_keys_and_operations)
{
	struct cs_trace *t = read_file(file_of("1,a,7,get\n2,b,8,set\n\"1\",a,7,del\n"),
				       &(struct cs_trace_options){ .lean = true });

	CHECK(!t->time && !t->size);
	CHECK_EQ("unordered", t->unordered, 0);
	check_trace("lean", t, "010", "rwd");
}

TEST(nothing_in_a_trace_is_an_error)
{
	check_error("", NULL, "trace.csv", "no requests");
	check_error("\n\n \n", NULL, "trace.csv", "no requests");
	check_error("time,key\n", NULL, "trace.csv", "no requests");
}

TEST(a_binary_file_is_an_error)
{
	static const char elf[] = "\x7f" "ELF\x02\x01\x01\0\0\0\0\n";
	static const char utf16[] = "\xff\xfet\0i\0m\0e\0,\0k\0e\0y\0\n\0";
	struct wr_err err;

	CHECK(!cs_trace_read(unit_temp_file("elf", elf, sizeof elf), NULL, &err));
	CHECK_HAS(err.message, "elf:1: this is a binary file");
	CHECK(!cs_trace_read(unit_temp_file("utf16", utf16, sizeof utf16), NULL, &err));
	CHECK_HAS(err.message, "utf16:1: this is a binary file");
	CHECK_EQ("code", err.code, WR_EINPUT);
}

TEST(binary_bytes_behind_a_good_start_are_damage)
{
	static const char bytes[] = "time,key\n1,a\n\0\0\0\0\n2\0,b\n";
	struct wr_err err;

	CHECK(!cs_trace_read(unit_temp_file("late", bytes, sizeof bytes - 1), NULL, &err));
	CHECK_HAS(err.message, "late:3:");
	CHECK_HAS(err.message, "2 of 3 lines are damaged");
}

TEST(a_file_that_is_not_there_is_an_error)
{
	struct wr_err err;

	CHECK(!cs_trace_read("/nowhere/trace.csv", NULL, &err));
	CHECK_EQ("code", err.code, WR_EIO);
	CHECK_HAS(err.message, "/nowhere/trace.csv");
	CHECK(!cs_trace_read(unit_temp_dir(), NULL, &err));
	CHECK(!cs_trace_read("/nowhere/trace.csv", NULL, NULL));
}

static const char *gzipped(const char *name, struct wr_buf *plain)
{
	static char path[4096];
	struct wr_err err;

	snprintf(path, sizeof path, "%s/%s", unit_temp_dir(), name);
	if (wr_file_write(path, plain->data, plain->len, &err))
		fail_msg("%s", err.message);
	return path;
}

TEST(gzip_is_read_as_it_is)
{
	struct wr_buf b = good_lines(5000);
	struct cs_trace *t = read_file(gzipped("trace.csv.gz", &b), NULL);

	CHECK_EQ("n", t->n, 5000);
	CHECK_EQ("unique", t->unique, 10);
	cs_trace_free(t);
	wr_buf_free(&b);
}

TEST(a_truncated_gzip_file_is_an_error)
{
	struct wr_buf b = good_lines(50000);
	const char *path = gzipped("whole.csv.gz", &b);
	struct wr_err err;
	char bytes[1 << 16];
	FILE *f = fopen(path, "rb");
	size_t n = fread(bytes, 1, sizeof bytes, f);

	fclose(f);
	CHECK(n > 1000);
	CHECK(!cs_trace_read(unit_temp_file("cut.csv.gz", bytes, n / 2), NULL, &err));
	CHECK_HAS(err.message, "cut.csv.gz");
	CHECK_HAS(err.message, "truncated");
	bytes[n / 2] ^= 0x55;
	CHECK(!cs_trace_read(unit_temp_file("flipped.csv.gz", bytes, n), NULL, &err));
	wr_buf_free(&b);
}

TEST(standard_input_is_a_dash)
{
	int saved = dup(STDIN_FILENO), fd = open(file_of("time,key\n1,a\nx,b\n"), O_RDONLY);
	struct cs_trace_options lax = { .max_damaged = 0.5 };
	struct cs_trace *t;

	dup2(fd, STDIN_FILENO);
	t = read_file("-", &lax);
	dup2(saved, STDIN_FILENO);
	close(saved);
	close(fd);
	CHECK_EQ("n", t->n, 1);
	CHECK_STR(t->first_damage, "standard input:3:1: the time is not a number");
	cs_trace_free(t);
}

TEST(texts_and_numbers_are_keys_alike)
{
	check_trace("mixed", read_text("key\n7\n07\nseven\n7\n\xe4\xb8\x83\n\xff\xfe\n07\n"), "0120341", "");
}

/* Whatever way a line is read, fast or careful, it says the same. */
TEST(plain_and_careful_lines_say_the_same)
{
	static const char *const fields[][4] = {
		{ "0", "7", "1", "get" }, { "12345678", "123456789012345678", "4294967295", "SET" },
		{ "1.5", "07", "0", "del" }, { "99999999", "1234567890123456789", "10", "get" },
		{ "100000000", "12345678a", "99999999", "read" }, { "123456789012345", "a b", "100000000", "w" },
		{ " 3", "é", "5", "delete" }, { "1234567", "12345678", "12345678", "GET" },
	};
	enum { N = sizeof fields / sizeof *fields };
	struct wr_buf plain = WR_BUF_INIT, quoted = WR_BUF_INIT;
	struct cs_trace *a, *b;

	for (int i = 0; i < 4 * N; i++) {
		const char *const *f = fields[i % N];

		wr_buf_printf(&plain, "%s,%s,%s,%s%s", f[0], f[1], f[2], f[3], i % 3 ? "\n" : "\r\n");
		wr_buf_printf(&quoted, "\"%s\",\"%s\",\"%s\",\"%s\"\n", f[0], f[1], f[2], f[3]);
		if (i % 5 == 0)
			wr_buf_str(&plain, "\n");
	}
	a = read_text(plain.data);
	b = read_text(quoted.data);
	assert_int_equal(a->n, 4 * N);
	assert_int_equal(b->n, a->n);
	assert_int_equal(b->unique, a->unique);
	for (size_t i = 0; i < a->n; i++) {
		assert_int_equal(a->key[i], b->key[i]);
		assert_int_equal(a->size[i], b->size[i]);
		assert_int_equal(a->operation[i], b->operation[i]);
		assert_true(a->time[i] == b->time[i]);
	}
	cs_trace_free(a);
	cs_trace_free(b);
	wr_buf_free(&plain);
	wr_buf_free(&quoted);
}
