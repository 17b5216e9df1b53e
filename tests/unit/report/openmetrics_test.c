#include "tests/unit/report/hostile.h"

#include "core/text.h"

static char *rendered(const struct wr_run *run)
{
	struct wr_buf out = WR_BUF_INIT;

	render("openmetrics", run, NULL, &out);
	return wr_buf_detach(&out, NULL);
}

TEST(a_quantity_is_a_family_with_its_unit)
{
	struct wr_run *run = wr_run_new();
	char *out;

	wr_run_add_measure(run, &(struct wr_measure){
		.name = "bench.parse.cpu_time", .stage = "bench", .unit = "s", .now = { 0.25, 0.125, 0.5, 9 },
		.has_base = true, .base = { 0.5, NAN, NAN, 9 } });
	wr_run_add_fact(run, "cache", "cache.s.miss_ratio", "ratio", WR_LOWER_IS_BETTER, 0.5);
	wr_run_add_fact(run, "bench", "bench.write.cpu_time", "s", WR_LOWER_IS_BETTER, 2);
	wr_run_add_fact(run, "bench", "bench.write.runs", "1", WR_HIGHER_IS_BETTER, 7);
	out = rendered(run);
	CHECK_HAS(out, "# TYPE weir_measure_cpu_time_seconds gauge\n# UNIT weir_measure_cpu_time_seconds seconds\n"
		       "# HELP weir_measure_cpu_time_seconds Measured by weir; low and high bound the value.\n"
		       "weir_measure_cpu_time_seconds{subject=\"bench.parse\",quantity=\"cpu_time\",stat=\"value\"} 0.25\n"
		       "weir_measure_cpu_time_seconds{subject=\"bench.parse\",quantity=\"cpu_time\",stat=\"low\"} 0.125\n"
		       "weir_measure_cpu_time_seconds{subject=\"bench.parse\",quantity=\"cpu_time\",stat=\"high\"} 0.5\n"
		       "weir_measure_cpu_time_seconds{subject=\"bench.write\",quantity=\"cpu_time\",stat=\"value\"} 2\n"
		       "# TYPE weir_measure_miss_ratio gauge\n# UNIT weir_measure_miss_ratio ratio\n");
	CHECK_HAS(out, "weir_measure_runs{subject=\"bench.write\",quantity=\"runs\",stat=\"value\"} 7\n# EOF\n");
	CHECK_HAS(out, "weir_changes{shift=\"worse\"} 0\nweir_changes{shift=\"unclear\"} 0\n"
		       "weir_changes{shift=\"better\"} 1\n");
	CHECK_HAS(out, "weir_change_ratio{subject=\"bench.parse\",quantity=\"cpu_time\"} 0.5\n");
	CHECK_HAS_NOT(out, "UNIT weir_measure_runs");
	free(out);
	wr_run_free(run);
}

TEST(the_verdict_is_a_set_of_states)
{
	struct wr_run *run = wr_run_new();
	char *out = rendered(run);

	CHECK(wr_starts_with(out, "# TYPE weir_verdict stateset\n"));
	CHECK_HAS(out, "weir_verdict{weir_verdict=\"pass\"} 0\n");
	CHECK_HAS(out, "weir_verdict{weir_verdict=\"incomplete\"} 1\n");
	CHECK_HAS(out, "\nweir_findings{state=\"new\",severity=\"critical\"} 0\n");
	CHECK_HAS(out, "\nweir_stages{status=\"failed\"} 0\n");
	CHECK_HAS(out, "\nweir_duration_seconds 0\n");
	free(out);
	wr_run_free(run);
}

/* One family must have one unit: a count that is called seconds is none. */
TEST(a_name_that_ends_in_a_unit_is_of_that_unit)
{
	struct wr_run *run = wr_run_new();
	char *out;

	wr_run_add_fact(run, "a", "a.x_seconds", "1", WR_LOWER_IS_BETTER, 1);
	wr_run_add_fact(run, "a", "a.x", "s", WR_LOWER_IS_BETTER, 2);
	out = rendered(run);
	CHECK_HAS(out, "weir_measure_x_seconds_value{subject=\"a\",quantity=\"x_seconds\",stat=\"value\"} 1\n");
	CHECK_HAS(out, "weir_measure_x_seconds{subject=\"a\",quantity=\"x\",stat=\"value\"} 2\n");
	free(out);
	wr_run_free(run);
}

/* What stands before the value of a sample: name and labels, each label "..." with \\ and \" in it. */
static size_t identity_length(const char *line)
{
	size_t n = strspn(line, "abcdefghijklmnopqrstuvwxyz0123456789_");

	if (!n || line[n] != '{')
		return n;
	do {
		n++;
		n += strspn(line + n, "abcdefghijklmnopqrstuvwxyz_");
		CHECK(line[n] == '=' && line[n + 1] == '"');
		for (n += 2; line[n] != '"'; n++) {
			CHECK((unsigned char)line[n] >= 0x20);
			if (line[n] == '\\' && (line[n + 1] == '\\' || line[n + 1] == '"'))
				n++;
			else
				CHECK(line[n] != '\\');
		}
		n++;
	} while (line[n] == ',');
	CHECK(line[n] == '}');
	return n + 1;
}

TEST(hostile_text_is_inert)
{
	struct wr_run *run = hostile_run();
	char *out = rendered(run), *rest = NULL;
	const char *line;
	size_t samples = 0;

	CHECK(wr_utf8_valid(out, strlen(out)));
	CHECK(wr_ends_with(out, "\n# EOF\n"));
	for (line = strtok_r(out, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		char *end;

		if (*line == '#')
			continue;
		line += identity_length(line);
		CHECK(*line == ' ');
		strtod(line + 1, &end);
		CHECK(end > line + 1 && !*end);
		samples++;
	}
	CHECK(samples > 3 * HOSTILE_TEXTS);
	free(out);
	check_same_twice("openmetrics", run, NULL);
	wr_run_free(run);
}
