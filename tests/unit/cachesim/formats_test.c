/* formats_test.c - traces as servers and other simulators write them. */
#include "tests/unit/cachesim/script.h"

static const char *file_of(const void *bytes, size_t n)
{
	return unit_temp_file("trace", bytes, n);
}

static struct cs_trace *read_as(const char *text, const char *format)
{
	struct cs_trace_options o = { .format = format, .max_damaged = 1 };
	struct wr_err err;
	struct cs_trace *t = cs_trace_read(file_of(text, strlen(text)), &o, &err);

	if (!t)
		fail_msg("%s", err.message);
	return t;
}

/* ids as digits in order of first appearance; operations as r, w, d; "" = must not be there. */
static struct cs_trace *check_requests(const char *text, const char *ids, const char *operations)
{
	struct cs_trace *t = read_as(text, NULL);

	CHECK_EQ(text, t->n, strlen(ids));
	for (size_t i = 0; i < t->n; i++)
		CHECK_EQ(text, t->key[i], ids[i] - '0');
	CHECK_EQ(text, t->operation != NULL, *operations != '\0');
	for (size_t i = 0; *operations && i < t->n; i++)
		CHECK_EQ(text, "rwd"[t->operation[i]], operations[i]);
	return t;
}

static void check_only_requests(const char *text, const char *ids, const char *operations)
{
	struct cs_trace *t = check_requests(text, ids, operations);

	CHECK_EQ(text, t->damaged, 0);
	cs_trace_free(t);
}

/* The second line, behind a good one, is damaged at this column and for this reason. */
static void check_damage(const char *good, const char *bad, const char *where, const char *why)
{
	char text[1024];
	struct cs_trace *t;

	snprintf(text, sizeof text, "%s\n%s\n", good, bad);
	t = read_as(text, NULL);
	CHECK_EQ(bad, t->damaged, 1);
	CHECK_HAS(t->first_damage, where);
	CHECK_HAS(t->first_damage, why);
	cs_trace_free(t);
}

/* Access logs */

#define LOG(time, request, rest) "10.0.0.1 - - [" time "] \"" request "\" " rest "\n"

TEST(access_logs_give_time_path_bytes_and_operation)
{
	struct cs_trace *t = check_requests(
		LOG("10/Oct/2026:13:55:36 -0700", "GET /a?x=1 HTTP/1.1", "200 2326")
		LOG("10/Oct/2026:13:55:37 -0700", "HEAD /a?x=1#top HTTP/1.1", "200 -")
		LOG("10/Oct/2026:22:55:40 +0200", "POST /b HTTP/1.1", "201 12 \"-\" \"curl/8.1 \\\"x\\\"\"")
		LOG("11/Oct/2026:00:00:00 +0000", "DELETE /b HTTP/1.1", "204 0 \"-\" \"-\""), "0011", "rrwd");

	CHECK_EQ("bytes", t->size[0], 2326);
	CHECK_EQ("none", t->size[1], 0);
	/* 13:55:36 -0700 is 20:55:36 UTC; 22:55:40 +0200 is 20:55:40 UTC. */
	CHECK_NEAR("one second", t->time[1], 1, 0);
	CHECK_NEAR("zones", t->time[2], 4, 0);
	CHECK_NEAR("to midnight", t->time[3], 3 * 3600 + 4 * 60 + 24, 0);
	cs_trace_free(t);
}

TEST(access_logs_know_leap_days_and_years)
{
	struct cs_trace *t = check_requests(
		LOG("28/Feb/2024:23:59:59 +0000", "GET /a HTTP/1.1", "200 1")
		LOG("29/Feb/2024:00:00:00 +0000", "GET /a HTTP/1.1", "200 1")
		LOG("01/Mar/2024:00:00:00 +0000", "GET /a HTTP/1.1", "200 1")
		LOG("01/Jan/2025:00:00:00 +0000", "GET /a HTTP/1.1", "200 1"), "0000", "rrrr");

	CHECK_NEAR("leap day", t->time[1], 1, 0);
	CHECK_NEAR("its end", t->time[2], 86401, 0);
	CHECK_NEAR("306 days from March on", t->time[3], 86401 + 306 * 86400.0, 0);
	cs_trace_free(t);
}

TEST(access_logs_pass_over_what_asks_for_nothing)
{
	check_only_requests(
		LOG("10/Oct/2026:13:55:36 +0000", "GET /a HTTP/1.1", "200 1")
		LOG("10/Oct/2026:13:55:36 +0000", "OPTIONS /a HTTP/1.1", "200 1")
		LOG("10/Oct/2026:13:55:36 +0000", "-", "400 0")
		LOG("10/Oct/2026:13:55:36 +0000", "\\x16\\x03\\x01", "400 157")
		LOG("10/Oct/2026:13:55:36 +0000", "POST /a HTTP/1.1", "422 157")
		LOG("10/Oct/2026:13:55:36 +0000", "GET /missing HTTP/1.1", "404 9"), "01", "rr");
	/* A virtual host in front; a user whose name has a bracket; HTTP/0.9; an escaped quote in the path. */
	check_only_requests("shop.example:443 10.0.0.1 - [me [10/Oct/2026:13:55:36 +0000] \"GET /a\" 200 5\n"
			    LOG("10/Oct/2026:13:55:36 +0000", "GET /a\\\"b HTTP/1.1", "200 1"), "01", "rr");
}

TEST(damaged_lines_of_access_logs_are_counted)
{
	static const char good[] = "h - - [10/Oct/2026:13:55:36 +0000] \"GET /a HTTP/1.1\" 200 5";

	check_damage(good, "some text", "trace:2:1", "no [day/month/year:time zone]");
	check_damage(good, "h - - [41/Oct/2026:13:55:36 +0000] \"GET /a HTTP/1.1\" 200 5", "trace:2:1", "no [day");
	check_damage(good, "h - - [10/Okt/2026:13:55:36 +0000] \"GET /a HTTP/1.1\" 200 5", "trace:2:1", "no [day");
	check_damage(good, "h - - [10/Oct/2026:13:55:36 +0000] \"GET /a HTTP/1.1", "trace:2:37", "does not end");
	check_damage(good, "h - - [10/Oct/2026:13:55:36 +0000] \"GET /a HTTP/1.1\" abc 5", "trace:2:53", "status");
	check_damage(good, "h - - [10/Oct/2026:13:55:36 +0000] \"GET /a HTTP/1.1\" 200 5x", "trace:2:53", "whole number");
}

/* Redis */

#define AT(seconds, command) "15." seconds " [0 127.0.0.1:60866] " command "\n"

TEST(monitor_lines_are_commands)
{
	struct cs_trace *t = check_requests("OK\n"
		AT("25", "\"get\" \"a\"") AT("5", "\"SET\" \"a\" \"some value\" \"EX\" \"60\"")
		AT("75", "\"DEL\" \"a\" \"b\"") AT("9", "\"ping\"") AT("91", "\"mget\" \"b\" \"a\""),
		"000110", "rwddrr");

	CHECK_EQ("damaged", t->damaged, 0);
	CHECK_NEAR("seconds", t->time[1], 0.25, 1e-12);
	CHECK_NEAR("of one line", t->time[3] - t->time[2], 0, 0);
	/* What SET writes: a key of 1 byte and a value of 10; nothing is known of b. */
	CHECK_EQ("before the write", t->size[0], 11);
	CHECK_EQ("written", t->size[1], 11);
	CHECK_EQ("read again", t->size[5], 11);
	CHECK_EQ("not told: the mean", t->size[4], 11);
	CHECK_NEAR("EX", t->ttl[1], 60, 0);
	CHECK_NEAR("a read", t->ttl[5], 0, 0);
	cs_trace_free(t);
	/* Every other argument of mset is a key. */
	check_only_requests(AT("1", "\"mset\" \"a\" \"b\" \"b\" \"a\"") AT("1", "\"rpoplpush\" \"b\" \"c\""),
			    "0112", "wwww");
	check_only_requests(AT("1", "\"expire\" \"a\" \"5\"") AT("1", "\"hget\" \"h\" \"field\"")
			    AT("1", "\"get\""), "0", "r");
}

TEST(monitor_tells_sizes_and_lives_of_what_is_written)
{
	struct cs_trace *t = check_requests(
		AT("1", "\"setex\" \"ab\" \"30\" \"xyz\"") AT("2", "\"psetex\" \"ab\" \"1500\" \"xyzxyz\"")
		AT("3", "\"set\" \"ab\" \"v\" \"NX\" \"PX\" \"250\"") AT("4", "\"mset\" \"ab\" \"1234\" \"c\" \"12\"")
		AT("5", "\"expire\" \"ab\" \"90\"") AT("6", "\"get\" \"ab\"") AT("7", "\"expire\" \"none\" \"9\""),
		"000010", "wwwwwr");

	CHECK_EQ("setex", t->size[0], 5);
	CHECK_NEAR("setex", t->ttl[0], 30, 0);
	CHECK_EQ("psetex", t->size[1], 8);
	CHECK_NEAR("psetex", t->ttl[1], 1.5, 0);
	CHECK_NEAR("px", t->ttl[2], 0.25, 0);
	CHECK_EQ("mset", t->size[3], 6);
	CHECK_NEAR("expire gives the write before it a life", t->ttl[3], 90, 0);
	CHECK_EQ("mset", t->size[4], 3);
	CHECK_EQ("get", t->size[5], 6);
	cs_trace_free(t);
}

TEST(monitor_keys_are_any_bytes_of_one_database)
{
	check_only_requests(AT("1", "\"get\" \"a\\\"b\"") AT("1", "\"get\" \"a\\\\b\"") AT("1", "\"get\" \"\"")
			    AT("1", "\"get\" \"\\x00\\n\"") AT("1", "\"get\" \"a\\\"b\"")
			    AT("1", "\"get\" \"\\x00\\x0a\""), "012303", "rrrrrr");
	check_only_requests("1.5 [0 a:1] \"get\" \"k\"\n1.5 [1 a:1] \"get\" \"k\"\n1.5 [0 lua] \"get\" \"k\"\n"
			    "1.5 [1 unix:/run/x] y] \"get\" \"k\"\n", "0101", "rrrr");
}

TEST(damaged_monitor_lines_are_counted)
{
	static const char good[] = "1.5 [0 127.0.0.1:1] \"get\" \"k\"";

	check_damage(good, "x [0 127.0.0.1:1] \"get\" \"k\"", "trace:2:1", "time");
	check_damage(good, "1.5 \"get\" \"k\"", "trace:2:4", "[database client]");
	check_damage(good, "1.5 [0 127.0.0.1:1]", "trace:2:5", "no command");
	check_damage(good, "1.5 [0 127.0.0.1:1] \"get", "trace:2:25", "command is not quoted");
	check_damage(good, "1.5 [0 127.0.0.1:1] \"get\" \"k", "trace:2:29", "argument is not quoted");
	check_damage(good, "1.5 [0 127.0.0.1:1] \"mget\" \"k\" \"l\\", "trace:2:35", "argument is not quoted");
}

TEST(ok_alone_is_a_key_of_a_csv)
{
	check_only_requests("OK\na\nOK\n", "010", "");
	check_only_requests("OK\n", "0", "");
	check_only_requests("OK\nOK\n", "00", "");
}

/* Valkey */

TEST(monitor_trace_tells_sizes)
{
	struct cs_trace *t = check_requests(
		"OK\n1778474345309397,76,0,set,\"key\",WRITE,1,string,32,160\n"
		"1778474345809397,77,0,get,\"key\",READ,1,string,32,160\n"
		"1778474346309397,78,1,get,\"key\",READ,1,string,32,90\n"
		"1778474346309397,79,0,get,\"a,\\\"b\",READ,0,none,0,\n"
		"1778474346309398,80,0,del,\"key\",DELETE,1,string,32,0\n", "00120", "wrrrd");

	CHECK_NEAR("microseconds", t->time[1], 0.5, 1e-6);
	CHECK_EQ("size", t->size[0], 160);
	CHECK_EQ("size", t->size[2], 90);
	CHECK_EQ("none", t->size[3], 0);
	cs_trace_free(t);
}

TEST(damaged_lines_of_monitor_trace_are_counted)
{
	static const char good[] = "17,7,0,set,\"k\",WRITE,1,string,32,160";

	check_damage(good, "x,7,0,set,\"k\",WRITE,1,string,32,160", "trace:2:1", "microseconds");
	check_damage(good, "17,7,0,set,k,WRITE,1,string,32,160", "trace:2:12", "not quoted");
	check_damage(good, "17,7,0,set,\"k,WRITE,1,string,32,160", "trace:2:12", "to its end");
	check_damage(good, "17,7,0,set,\"k\",WRITING,1,string,32,160", "trace:2:16", "READ, WRITE, DELETE");
	check_damage(good, "17,7,0,set,\"k\",WRITE,1,string,32", "trace:2:33", "too few");
	check_damage(good, "17,7,0,set,\"k\",WRITE,1,string,32,160,5", "trace:2:38", "too many");
	check_damage(good, "17,7,0,set,\"k\",WRITE,1,string,32,big", "trace:2:34", "whole number");
}

/* memcached */

TEST(memcached_logs_are_commands_among_other_things)
{
	struct cs_trace *t = check_requests(
		"slab class   1: chunk size        96 perslab   10922\n"
		"<31 server listening (auto-negotiate)\n"
		"<32 new auto-negotiating client connection\n"
		"32: Client using the ascii protocol\n"
		"<32 set user:7 0 47 20499\n>32 STORED\n"
		"<32 get user:7 user:8\n>32 sending key user:7\n>32 END\n"
		"<32 gat 60 user:8\n<32 delete user:7 noreply\n<32 incr n 5\n"
		"<40 GET user:8\n<40 SET user:7 Value len is 6\n<40 0x80 0x01 0x00 0x38\n"
		"<32 mg user:8 v t\n<32 stats\n<32 connection closed.\n", "001102101", "wrrrdwrwr");

	CHECK_EQ("damaged", t->damaged, 0);
	CHECK(!t->time && !t->ttl && !t->size); /* sizes of too few */
	cs_trace_free(t);
	t = check_requests("<32 set user:7 0 47 20499\n<32 get user:7\n<40 SET user:7 Value len is 6\n<32 get user:8\n",
			   "0001", "wrwr");
	CHECK_EQ("key and value", t->size[0], 6 + 20499);
	CHECK_EQ("read", t->size[1], 6 + 20499);
	CHECK_EQ("binary protocol", t->size[2], 6 + 6);
	CHECK_EQ("not told: the mean", t->size[3], (2 * (6 + 20499) + 12) / 3);
	cs_trace_free(t);
	t = check_requests("<32 get a\n<32 ms b 5 T60\n<32 get a\n<32 get a\n", "0100", "rwrr");
	CHECK(!t->size);                /* of too few */
	cs_trace_free(t);
	check_only_requests("<32 get a\n", "0", "r");
	check_damage("<32 get a", "<32 get", "trace:2:8", "no key");
	check_damage("<32 get a", "<32 gat 60", "trace:2:11", "no key");
}

/* Twitter */

TEST(twitter_traces_have_seven_columns)
{
	struct cs_trace *t = check_requests("0,ab-3,4,10,1,get,0\n0,ab-4,4,0,7,gets,0\n5,ab-3,4,20,1,set,3600\n"
					    "5,ab-3,4,0,1,delete,0\n", "0100", "rrwd");

	CHECK_EQ("key and value", t->size[0], 14);
	CHECK_EQ("key and value", t->size[2], 24);
	CHECK_NEAR("time", t->time[2], 5, 0);
	CHECK_NEAR("TTL of a read", t->ttl[0], 0, 0);
	CHECK_NEAR("TTL", t->ttl[2], 3600, 0);
	cs_trace_free(t);
	check_damage("0,k,4,10,1,get,0", "0,k,4,10,1,get,x", "trace:2:16", "TTL");
	check_damage("0,k,4,10,1,get,0", "0,k,4,10,1,get", "trace:2:15", "seven");
	check_damage("0,k,4,10,1,get,0", "0,k,4,10,1,get,0,0", "trace:2:19", "seven");
	check_damage("0,k,4,10,1,get,0", "x,k,4,10,1,get,0", "trace:2:1", "time");
	check_damage("0,k,4,10,1,get,0", "0,,4,10,1,get,0", "trace:2:3", "key is empty");
	check_damage("0,k,4,10,1,get,0", "0,k,x,10,1,get,0", "trace:2:5", "whole number");
	check_damage("0,k,4,10,1,get,0", "0,k,4,4294967295,1,get,0", "trace:2:7", "larger");
	check_damage("0,k,4,10,1,get,0", "0,k,4,10,1,look,0", "trace:2:12", "operation");
}

/* oracleGeneral: two requests of key 2^40 + 5, 7 bytes; one of 2^63 + 1, one of 2^63. */
static const unsigned char records[] = {
	10, 0, 0, 0,    5, 0, 0, 0, 0, 1, 0, 0,   7, 0, 0, 0,     2, 0, 0, 0, 0, 0, 0, 0,
	10, 0, 0, 0,    5, 0, 0, 0, 0, 1, 0, 0,   7, 0, 0, 0,     255, 255, 255, 255, 255, 255, 255, 255,
	12, 0, 0, 0,    1, 0, 0, 0, 0, 0, 0, 128, 0, 1, 0, 0,     255, 255, 255, 255, 255, 255, 255, 127,
	13, 0, 0, 0,    0, 0, 0, 0, 0, 0, 0, 128, 1, 0, 0, 0,     255, 255, 255, 255, 255, 255, 255, 127,
};

static struct cs_trace *read_records(size_t n, const char *format, double max_damaged, struct wr_err *err)
{
	struct cs_trace_options o = { .format = format, .max_damaged = max_damaged };

	return cs_trace_read(file_of(records, n), &o, err);
}

TEST(oracle_records_are_known_by_their_content)
{
	struct wr_err err;
	struct cs_trace *t = read_records(sizeof records, NULL, 0, &err);

	if (!t)
		fail_msg("%s", err.message);
	CHECK_EQ("requests", t->n, 4);
	CHECK_EQ("keys", t->unique, 3);
	CHECK_EQ("the same", t->key[1], 0);
	CHECK_EQ("size", t->size[2], 256);
	CHECK_NEAR("time", t->time[3], 3, 0);
	CHECK(!t->operation);
	cs_trace_free(t);
}

TEST(a_record_that_is_cut_off_is_damage)
{
	struct wr_err err;
	struct cs_trace *t = read_records(sizeof records - 1, NULL, 1, &err);

	CHECK_EQ("requests", t->n, 3);
	CHECK_EQ("damaged", t->damaged, 1);
	CHECK_HAS(t->first_damage, "trace:4:1: the last record is cut off");
	cs_trace_free(t);
	t = read_records(5, "oracle", 1, &err);
	CHECK(!t);
	CHECK_HAS(err.message, "cut off");
	t = read_records(0, "oracle", 1, &err);
	CHECK(!t);
	CHECK_HAS(err.message, "no requests");
}

TEST(other_binaries_are_no_traces)
{
	unsigned char bytes[sizeof records];
	static const size_t places[] = { 15, 23 };      /* the size's and the next request's sign */
	struct wr_err err;

	for (size_t i = 0; i < 2; i++) {
		memcpy(bytes, records, sizeof bytes);
		bytes[places[i]] = 0x90;
		CHECK(!cs_trace_read(file_of(bytes, sizeof bytes), NULL, &err));
		CHECK_HAS(err.message, "binary file");
	}
	memcpy(bytes, records, sizeof bytes);
	bytes[24] = 9;          /* time goes back */
	CHECK(!cs_trace_read(file_of(bytes, sizeof bytes), NULL, &err));
	CHECK_HAS(err.message, "binary file");
}

TEST(more_records_than_are_taken_at_once)
{
	enum { N = 10000 };
	unsigned char *bytes = wr_calloc(N, 24);
	struct cs_trace *t;
	struct wr_err err;

	for (size_t i = 0; i < N; i++) {
		bytes[24 * i + 4] = (unsigned char)(i % 251);
		bytes[24 * i + 12] = 1;
		bytes[24 * i + 16] = 1;
	}
	t = cs_trace_read(file_of(bytes, (size_t)N * 24), NULL, &err);
	if (!t)
		fail_msg("%s", err.message);
	CHECK_EQ("requests", t->n, N);
	CHECK_EQ("keys", t->unique, 251);
	for (size_t i = 0; i < N; i++)
		assert_int_equal(t->key[i], i % 251);
	cs_trace_free(t);
	free(bytes);
}

TEST(a_format_can_be_forced)
{
	struct cs_trace *t = read_as("# a comment\n<32 get a\n", "memcached");

	CHECK_EQ("one", t->n, 1);
	cs_trace_free(t);
	/* A log that begins with a damaged line is read when it is named. */
	t = read_as("rotated\nh - - [10/Oct/2026:13:55:36 +0000] \"GET /a HTTP/1.1\" 200 5\n", "accesslog");
	CHECK_EQ("one", t->n, 1);
	CHECK_EQ("damaged", t->damaged, 1);
	cs_trace_free(t);
	t = read_as("15,a,5\n", "csv");
	CHECK(t->size && t->time);
	cs_trace_free(t);
}
