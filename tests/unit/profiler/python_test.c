/* python_test.c - functions and blocks of Python, measured. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include "profiler/profiler.h"

static const char module[] =
	"kept = []\n"
	"def busy(n, times=1):\n"
	"    total = 0\n"
	"    for i in range(n * times):\n"
	"        total += helper(i)\n"
	"    print('noise that goes nowhere')\n"
	"    return total\n"
	"def helper(i):\n"
	"    return i * i\n"
	"def leak(n):\n"
	"    kept.append(bytearray(n))\n"
	"def big(n):\n"
	"    return len(bytearray(n))\n"
	"def broken():\n"
	"    raise ValueError('no luck')\n"
	"class Shop:\n"
	"    @staticmethod\n"
	"    def sell():\n"
	"        return 1\n";

static int profile(const struct pf_python *options, struct wr_run *run, struct wr_err *err)
{
	struct pf_python p = *options;

	if (system("command -v python3 >/dev/null"))
		skip();
	unit_temp_file("shop.py", module, sizeof module - 1);
	p.dir = unit_temp_dir();
	p.iterations = 5;
	p.name = "work";
	return pf_profile_python(&p, run, err);
}

static struct wr_run *profiled(const struct pf_python *options)
{
	struct wr_run *run = wr_run_new();
	struct wr_err err;

	if (profile(options, run, &err))
		fail_msg("%s", err.message);
	return run;
}

static double value(const struct wr_run *run, const char *metric)
{
	char name[64];

	snprintf(name, sizeof name, "profile.work.%s", metric);
	if (!wr_run_find_measure(run, name))
		fail_msg("no measure %s", name);
	return wr_run_find_measure(run, name)->now.value;
}

static const char *notice(const struct wr_run *run, const char *part)
{
	for (size_t i = 0; i < run->notice_count; i++)
		if (strstr(run->notices[i].message, part))
			return run->notices[i].message;
	return "";
}

/* The stacks of busy(), which calls helper(): "shop.busy;shop.helper". */
TEST(call_stacks_are_sampled)
{
	struct wr_run *run = profiled(&(struct pf_python){ .function = "shop:busy", .args = "[20000]" });
	const struct wr_series *stacks = NULL;
	double samples = 0;

	for (size_t i = 0; i < run->series_count; i++)
		if (!strcmp(run->series[i].name, "profile.work.stacks"))
			stacks = &run->series[i];
	CHECK(stacks && stacks->line_count > 0);
	for (size_t i = 0; i < stacks->line_count; i++) {
		samples += stacks->lines[i].points[0].y;
		CHECK(!strstr(stacks->lines[i].name, "__main__"));
	}
	CHECK(samples >= 1);
	CHECK(!strncmp(stacks->lines[0].name, "shop.busy", 9));
	wr_run_free(run);
}

TEST(a_function_is_timed_and_its_hot_parts_are_named)
{
	struct wr_run *run = profiled(&(struct pf_python){ .function = "shop:busy", .args = "[2000]" });

	CHECK(value(run, "cpu_time") > 0 && value(run, "wall_time") >= value(run, "cpu_time") * 0.5);
	CHECK_EQ("calls counted", wr_run_find_measure(run, "profile.work.wall_time")->now.n, 5);
	/* busy, 2000 times helper, print, and what the runner adds around. */
	CHECK(value(run, "calls") >= 2002 && value(run, "calls") < 2020);
	CHECK_HAS(notice(run, "hottest functions"), "busy (");
	CHECK_HAS(notice(run, "hottest functions"), "2000 calls");
	CHECK_HAS(notice(run, "hottest lines"), "shop.py:");
	CHECK_NEAR("growth", value(run, "memory_growth"), 0, 200);
	wr_run_free(run);
}

TEST(named_arguments_and_methods_work)
{
	struct wr_run *run = profiled(&(struct pf_python){ .function = "shop:busy", .args = "{\"n\": 10, \"times\": 3}" });

	CHECK(value(run, "calls") >= 32 && value(run, "calls") < 50);
	wr_run_free(run);
	wr_run_free(profiled(&(struct pf_python){ .function = "shop:Shop.sell" }));
}

TEST(memory_is_told_apart_into_peak_and_growth)
{
	struct wr_run *run = profiled(&(struct pf_python){ .function = "shop:big", .args = "[1000000]" });

	CHECK(value(run, "memory_peak") >= 1e6 && value(run, "memory_peak") < 1.2e6);
	CHECK_NEAR("given back", value(run, "memory_growth"), 0, 200);
	CHECK_STR(notice(run, "keeps what"), "");
	wr_run_free(run);
	run = profiled(&(struct pf_python){ .function = "shop:leak", .args = "[1000]" });
	CHECK(value(run, "memory_growth") >= 1000 && value(run, "memory_growth") < 1300);
	CHECK_HAS(notice(run, "keeps what"), "after each of");
	wr_run_free(run);
}

TEST(blocks_of_code_are_measured)
{
	struct wr_run *run = profiled(&(struct pf_python){ .setup = "import json; x = list(range(1000))", .code = "json.dumps(x)" });

	CHECK(value(run, "wall_time") > 1e-6);
	CHECK_HAS(notice(run, "hottest functions"), "iterencode");
	wr_run_free(run);
}

TEST(what_cannot_be_measured_is_an_error)
{
	static const struct { struct pf_python p; const char *why; } cases[] = {
		{ { .function = "shop:broken" }, "ValueError: no luck" },
		{ { .function = "shop:nothing" }, "AttributeError" },
		{ { .function = "no_such_module:f" }, "No module named 'no_such_module'" },
		{ { .function = "shop:busy", .args = "3" }, "a JSON array" },
		{ { .function = "shop:busy", .args = "[1" }, "--args" },
		{ { .code = "1 +" }, "SyntaxError" },
		{ { .code = "import sys; sys.exit(3)" }, "SystemExit: 3" },
		{ { .code = "import os; os._exit(4)" }, "exit code 4" },
		{ { .code = "while True: pass", .time_limit = 1 }, "timed out" },
		{ { .code = "1", .interpreter = "no-such-python" }, "no-such-python" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wr_run *run = wr_run_new();
		struct wr_err err;

		CHECK_EQ(cases[i].why, profile(&cases[i].p, run, &err), -1);
		CHECK_HAS(err.message, cases[i].why);
		CHECK_EQ("nothing is told", run->measure_count + run->notice_count, 0);
		wr_run_free(run);
	}
}
