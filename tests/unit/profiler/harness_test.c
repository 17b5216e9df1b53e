/* harness_test.c - a program made with weir/bench.h, compiled as a user would, and read. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include "profiler/profiler.h"

static const char source[] =
	"#include <weir/bench.h>\n"
	"static unsigned mix(unsigned x) { return x * 2654435761u ^ x >> 7; }\n"
	"WEIR_BENCH(one) { unsigned x = 1; WEIR_LOOP(b) weir_keep(x = mix(x)); }\n"
	"WEIR_BENCH_PARAMS(many, 100, 10000) {\n"
	"	long long n = weir_param(b);\n"
	"	weir_items(b, (double)n); weir_bytes(b, 4.0 * (double)n);\n"
	"	WEIR_LOOP(b) { unsigned x = 1; for (long long i = 0; i < n; i++) x = mix(x); weir_keep(x); }\n"
	"}\n"
	"WEIR_BENCH_MAIN()\n";

static int command(const char *format, const char *compiler, const char *flags, const char *path)
{
	char line[2048];

	snprintf(line, sizeof line, format, compiler, flags, WEIR_SOURCE_DIR, unit_temp_dir(), path, unit_temp_dir(),
		 unit_temp_dir());
	return system(line);
}

#define BUILD_AND_RUN "%s -Wall -Wextra -Werror %s -I%s/profiler/harness -o %s/b %s && %s/b %s/../nothing >/dev/null"

static struct wr_run *results(void)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err;
	char line[512], path[256];

	snprintf(path, sizeof path, "%s/out.jsonl", unit_temp_dir());
	snprintf(line, sizeof line, "%s/b > %s", unit_temp_dir(), path);
	CHECK_EQ("run", system(line), 0);
	if (pf_read_results(path, run, &err))
		fail_msg("%s", err.message);
	return run;
}

static double value(const struct wr_run *run, const char *name)
{
	const struct wr_measure *m = wr_run_find_measure(run, name);

	if (!m)
		fail_msg("no measure %s", name);
	CHECK_EQ(name, m->now.n, 20);
	return m->now.value;
}

TEST(a_small_program_is_measured_and_read)
{
	struct wr_run *run;
	double small, large;

	if (system("command -v gcc >/dev/null"))
		skip();
	CHECK_EQ("build", command(BUILD_AND_RUN, "gcc", "-O2 -std=c11 -D_POSIX_C_SOURCE=200809L",
				  unit_temp_file("b.c", source, sizeof source - 1)), 0);
	run = results();
	small = value(run, "bench.many_100.cpu_time");
	large = value(run, "bench.many_10000.cpu_time");
	CHECK(large / small > 50 && large / small < 200);
	CHECK(value(run, "bench.one.cpu_time") < small);
	CHECK(value(run, "bench.one.cpu_time") > 1e-11);
	CHECK_NEAR("rate", value(run, "bench.many_100.bytes_rate") / value(run, "bench.many_100.items_rate"), 4, 1e-9);
	CHECK_EQ("no warning", run->notice_count, 0);
	wr_run_free(run);
}

TEST(a_build_without_optimisation_is_named)
{
	struct wr_run *run;

	if (system("command -v gcc >/dev/null"))
		skip();
	CHECK_EQ("build", command(BUILD_AND_RUN, "gcc", "-O0", unit_temp_file("b.c", source, sizeof source - 1)), 0);
	run = results();
	CHECK(run->notice_count > 0);
	CHECK_HAS(run->notices[0].message, "without optimisation");
	wr_run_free(run);
}

TEST(the_header_is_cplusplus_too)
{
	if (system("command -v g++ >/dev/null"))
		skip();
	CHECK_EQ("build", command(BUILD_AND_RUN, "g++", "-O1", unit_temp_file("b.cc", source, sizeof source - 1)), 0);
}
