/* data_test.c - requests filled from the rows of a CSV file. */
#include "tests/unit/unit.h"
#include <stdio.h>
#include "loadsim/mix_p.h"
#include "loadsim/scenario_p.h"

#define SHAPE "shape: { kind: constant, rate: 1/s, duration: 1s }\n"
#define REQUESTS "requests:\n" \
	"  - { path: '/u/${user}?q=${what}', headers: [ 'X-User: ${user}' ], body: '{\"q\": \"${what}\"}', method: POST }\n" \
	"  - { path: /plain }\n"

static int read_scenario(const char *csv, const char *text, struct wr_arena *arena, struct ls_scenario *s, struct wr_err *err)
{
	char path[4096];

	if (csv)
		unit_temp_file("users.csv", csv, strlen(csv));
	snprintf(path, sizeof path, "%s/s.yaml", unit_temp_dir());
	return ls_scenario_parse(text, strlen(text), path, arena, s, err);
}

TEST(rows_take_the_places)
{
	struct wr_arena *arena = wr_arena_new();
	const struct ls_request *filled;
	struct ls_scenario s;
	struct wr_err err;
	size_t n;

	if (read_scenario("user,what\nann,tea\n\"b/o b\",\"a \"\"big\"\" cup, hot\"\r\n\neve,\n", SHAPE REQUESTS "data: users.csv\n",
			  arena, &s, &err))
		fail_msg("%s", err.message);
	filled = ls_filled_requests(&s, &n);
	CHECK_EQ("three rows of one request, and the other", n, 4);
	CHECK_STR(filled[0].path, "/u/ann?q=tea");
	CHECK_STR(filled[1].path, "/u/b%2Fo%20b?q=a%20%22big%22%20cup%2C%20hot");
	CHECK_STR(filled[1].headers.items[0], "X-User: b/o b");
	CHECK_STR(filled[1].body, "{\"q\": \"a \"big\" cup, hot\"}");
	CHECK_STR(filled[2].path, "/u/eve?q=");
	CHECK_STR(filled[3].path, "/plain");
	CHECK_STR(s.requests[0].path, "/u/${user}?q=${what}");
	wr_arena_free(arena);
}

TEST(every_request_takes_the_next_row)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct ls_mix mix;
	struct wr_rng rng;
	size_t row = 0, plain = 0;

	CHECK_EQ("read", read_scenario("user,what\na,1\nb,2\nc,3\n", SHAPE REQUESTS "data: users.csv\n", arena, &s, NULL), 0);
	mix = ls_mix_make(&s, arena);
	wr_rng_seed(&rng, 5);
	for (int i = 0; i < 1000; i++) {
		size_t got = ls_mix_pick(&mix, &rng);

		if (got == 3)
			plain++;
		else
			CHECK_EQ("row", got, row++ % 3);
	}
	CHECK(plain > 400 && plain < 600);
	wr_arena_free(arena);
}

static void check_refused(const char *csv, const char *text, const char *part)
{
	struct wr_arena *arena = wr_arena_new();
	struct ls_scenario s;
	struct wr_err err = { 0 };

	if (!read_scenario(csv, text, arena, &s, &err))
		fail_msg("not refused: %s", part);
	CHECK_HAS(err.message, part);
	wr_arena_free(arena);
}

TEST(bad_data)
{
	static const char text[] = SHAPE REQUESTS "data: users.csv\n";

	check_refused(NULL, SHAPE REQUESTS, "s.yaml:3:5: '${user}' needs a 'data' file with that column");
	check_refused("name,what\na,b\n", text, "'${user}' is no column of");
	check_refused("user,what\n", text, "no rows in it");
	check_refused("", text, "no rows in it");
	check_refused("user,what\na\n", text, "users.csv:2:1: 1 fields, and the first line names 2");
	check_refused("user,what\n\"a,b\n", text, "users.csv:2:");
	check_refused("user,what\n\"a\"x,b\n", text, "a quoted field does not end");
	check_refused("user,what\na,b\n", SHAPE "data: users.csv\n", "no request has a ${column} of it");
	check_refused("user,what\na,b\n", SHAPE REQUESTS "data: nowhere.csv\n", "nowhere.csv: not a file");
	check_refused("user,what\na,b\n", SHAPE REQUESTS "data: /dev/zero\n", "/dev/zero: not a file");
	check_refused("user,what\na\x01z,b\n", text, "(filled from");
}
