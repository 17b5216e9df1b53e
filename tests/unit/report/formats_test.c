#include "tests/unit/report/hostile.h"

#include "core/run_json.h"

TEST(every_format_says_what_it_is)
{
	size_t n = 0;

	for (const struct rp_format *const *f = rp_formats(); *f; f++, n++) {
		CHECK(*(*f)->name && *(*f)->file && *(*f)->help && (*f)->write);
		CHECK(rp_format_find((*f)->name) == *f);
	}
	CHECK(n >= 5);
	CHECK(!rp_format_find("nothing"));
	CHECK(!rp_format_find(""));
}

TEST(json_is_the_run_without_loss)
{
	struct wr_run *run = large_run(5), *again;
	struct wr_buf out = WR_BUF_INIT, twice = WR_BUF_INIT;
	struct wr_err err;

	render("json", run, NULL, &out);
	again = wr_run_parse_json(out.data, out.len, "run.json", &err);
	CHECK(again);
	render("json", again, NULL, &twice);
	CHECK_STR(twice.data, out.data);
	wr_buf_free(&out);
	wr_buf_free(&twice);
	wr_run_free(again);
	wr_run_free(run);
}

static struct wr_run *stored_and_read(const struct wr_run *run)
{
	struct wr_buf json = WR_BUF_INIT;
	struct wr_run *again;
	struct wr_err err;

	render("json", run, NULL, &json);
	again = wr_run_parse_json(json.data, json.len, "run.json", &err);
	if (!again)
		fail_msg("%s", err.message);
	wr_buf_free(&json);
	return again;
}

/* A report from run.json is the report of the run itself (infinities, which no
 * engine states, are not in JSON: they are gone after the first time). */
TEST(reports_from_a_stored_run_are_the_same)
{
	struct wr_run *hostile = hostile_run_of(20000), *run = stored_and_read(hostile), *again = stored_and_read(run);

	for (const struct rp_format *const *f = rp_formats(); *f; f++) {
		struct wr_buf one = WR_BUF_INIT, two = WR_BUF_INIT;

		render((*f)->name, run, NULL, &one);
		render((*f)->name, again, NULL, &two);
		if (one.len != two.len || memcmp(one.data, two.data, one.len))
			fail_msg("%s differs", (*f)->name);
		wr_buf_free(&one);
		wr_buf_free(&two);
	}
	wr_run_free(again);
	wr_run_free(run);
	wr_run_free(hostile);
}
