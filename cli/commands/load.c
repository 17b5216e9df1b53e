/* load.c - `weir load`: a scenario played live or in virtual time. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/gate_run.h"
#include "cli/output.h"
#include "core/alloc.h"
#include "core/arena.h"
#include "core/file.h"
#include "loadsim/loadsim.h"

static struct ls_options how;
static bool simulate;
static long long seed, threads, max_rate;
static struct wr_opt_list reads;
static int mode;                /* enum ls_mode */
static const char *export_to;
static const char *const modes[] = { "play", "stress", "soak", "capacity", "calibrate", NULL };

static const struct wr_opt options[] = {
	{ 0, "url", WR_OPT_STRING, &how.url, "URL", "live: instead of the scenario's target", NULL, 0, 0 },
	{ 0, "simulate", WR_OPT_FLAG, &simulate, NULL, "in virtual time against the scenario's service", NULL, 0, 0 },
	{ 0, "mode", WR_OPT_CHOICE, &mode, "MODE", "what is asked (default: play)", modes, 0, 0 },
	{ 0, "seed", WR_OPT_INT, &seed, "N", "instead of the scenario's", NULL, 1, 9e15 },
	{ 0, "export", WR_OPT_STRING, &export_to, "TOOL", "write the scenario as a script for k6 or locust instead of playing it", NULL, 0, 0 },
	{ 0, "read", WR_OPT_LIST, &reads, "FILE", "take back what ran elsewhere: histogram logs, a k6 summary, Locust's statistics", NULL, 0, 0 },
	{ 0, "histograms", WR_OPT_STRING, &how.histograms, "FILE", "live: write the times as an HDR histogram log", NULL, 0, 0 },
	{ 0, "forecast", WR_OPT_FLAG, &how.forecast, NULL, "live: also simulate it, and say how far that is off", NULL, 0, 0 },
	{ 0, "model", WR_OPT_STRING, &how.model, "FILE", "calibrate: write the fitted service", NULL, 0, 0 },
	{ 0, "server", WR_OPT_STRING, &how.server, "PROCESS", "live: tell its memory, CPU and threads (number, -GROUP or name)", NULL, 0, 0 },
	{ 0, "threads", WR_OPT_INT, &threads, "N", "live: instead of the scenario's", NULL, 1, 64 },
	{ 0, "allow-host", WR_OPT_STRING, &how.allow_host, "HOST", "live: this one beside loopback; needs the next two", NULL, 0, 0 },
	{ 0, "max-rate", WR_OPT_INT, &max_rate, "N", "live: ask for no more requests per second", NULL, 1, 10000000 },
	{ 'n', "name", WR_OPT_STRING, &how.name, "NAME", "part of the measures' names (default: the scenario's)", NULL, 0, 0 },
	{ 0, "duration-limit", WR_OPT_DURATION, &how.duration_limit, "TIME", "live: end after this (default: 10m)", NULL, 0.1, 864000 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static struct gt_limit *limits_of(const struct ls_scenario *s, const char *path, struct wr_arena *arena, size_t *n)
{
	const struct ls_threshold *thresholds = ls_limits(s, (enum ls_mode)mode, arena, n);
	struct gt_limit *limits = wr_arena_array(arena, *n, sizeof *limits);
	const char *part = wr_measure_part(arena, how.name ? how.name : s->name);

	for (size_t i = 0; i < *n; i++)
		limits[i] = (struct gt_limit){
			.measure = wr_arena_printf(arena, "load.%s.%s", part, thresholds[i].metric),
			.limit = thresholds[i].limit, .below = thresholds[i].below,
			.text = thresholds[i].text,
			.at = { path, thresholds[i].line ? thresholds[i].line : 1,
				thresholds[i].line ? thresholds[i].column : 1, 0, 0 },
		};
	return limits;
}

static int play_mode(const struct ls_scenario *s, struct wr_run *run, struct wr_err *err)
{
	how.seed = (uint64_t)seed;
	how.threads = (int)threads;
	how.most_rate = (double)max_rate;
	how.soak = mode == LS_SOAK;
	switch (mode) {
	case LS_STRESS:
		return ls_stress(s, &how, simulate, run, err);
	case LS_CAPACITY:
		return ls_capacity(s, &how, run, err);
	case LS_CALIBRATE:
		return ls_calibrate(s, &how, run, err);
	default:
		return simulate ? ls_simulate(s, &how, run, err) : ls_live(s, &how, run, err);
	}
}

/* Ctrl-C, too, ends with a report: of what was measured until then. */
static int report(struct wr_run *run, const struct ls_scenario *s, const char *path, struct wr_arena *arena, int rc,
		  const struct wr_err *why, struct wr_err *err)
{
	struct gt_policy policy = GT_POLICY_DEFAULT;
	int code;

	cli_record_stage(run, "load", rc, why);
	if (s)
		policy.limits = limits_of(s, path, arena, &policy.limit_count);
	code = cli_finish(run, &policy, NULL, false, err);
	return code < 0 || !rc || why->code != WR_EINTERRUPT ? code : wr_exit_code(WR_EINTERRUPT);
}

static int play(const char *path, struct wr_arena *arena, struct wr_run *run, struct wr_err *err)
{
	struct ls_scenario s;
	struct wr_err why;
	int rc;

	if (ls_scenario_read(path, arena, &s, err))
		return -1;
	rc = play_mode(&s, run, &why);
	if (rc && (why.code == WR_EUSAGE || (why.code == WR_EINTERRUPT && !run->measure_count && !run->series_count))) {
		*err = why;
		return -1;
	}
	return report(run, &s, path, arena, rc, &why, err);
}

/* The thresholds are the scenario's, if one is given. */
static int take_back(const char *path, struct wr_arena *arena, struct wr_run *run, struct wr_err *err)
{
	struct ls_scenario s;

	if ((path && ls_scenario_read(path, arena, &s, err)) ||
	    ls_read(reads.items, reads.n, path ? &s : NULL, &how, run, err))
		return -1;
	return report(run, path ? &s : NULL, path, arena, 0, NULL, err);
}

static int tool_named(const char *name, struct wr_err *err)
{
	for (int i = 0; ls_export_names()[i]; i++) {
		if (!strcmp(ls_export_names()[i], name))
			return i;
	}
	return wr_fail(err, WR_EUSAGE, "load: --export %s: known are k6 and locust", name);
}

static int write_export(const char *path, struct wr_arena *arena, struct wr_err *err)
{
	struct wr_buf script = WR_BUF_INIT;
	struct ls_scenario s;
	int tool = tool_named(export_to, err);
	int rc = tool < 0 || ls_scenario_read(path, arena, &s, err) || ls_export(&s, &how, tool, &script, err) ? -1 : 0;

	if (!rc && cli_common.output)
		rc = wr_file_write(cli_common.output, script.data, script.len, err);
	else if (!rc)
		fwrite(script.data, 1, script.len, stdout);
	wr_buf_free(&script);
	return rc;
}

static int check_options(int operands, struct wr_err *err)
{
	if (operands != 1 && !(reads.n && !operands))
		return wr_fail(err, WR_EUSAGE, "load: name one scenario file");
	if (simulate && (how.url || how.forecast || how.histograms || how.server))
		return wr_fail(err, WR_EUSAGE, "load: --url, --forecast, --histograms and --server are live, --simulate is not");
	if (mode == LS_CAPACITY && !simulate)
		return wr_fail(err, WR_EUSAGE, "load: --mode capacity is simulated: add --simulate");
	if (mode == LS_CALIBRATE && simulate)
		return wr_fail(err, WR_EUSAGE, "load: --mode calibrate looks at a live server: leave --simulate out");
	if (how.model && mode != LS_CALIBRATE)
		return wr_fail(err, WR_EUSAGE, "load: --model is written by --mode calibrate");
	if (reads.n && (simulate || export_to || mode))
		return wr_fail(err, WR_EUSAGE, "load: --read plays nothing: leave --simulate, --export and --mode out");
	return 0;
}

static int run(const struct cli_args *args, struct wr_err *err)
{
	const char *path = args->operand_count ? args->operands[0] : NULL;
	struct wr_arena *arena;
	struct wr_run *out;
	int rc;

	if (check_options(args->operand_count, err)) {
		wr_opt_list_free(&reads);
		return -1;
	}
	arena = wr_arena_new();
	out = wr_run_new();
	if (reads.n)
		rc = take_back(path, arena, out, err);
	else
		rc = export_to ? write_export(path, arena, err) : play(path, arena, out, err);
	wr_run_free(out);
	wr_arena_free(arena);
	wr_opt_list_free(&reads);
	return rc;
}

const struct cli_command cli_command_load = {
	"load", "SCENARIO [--url URL | --simulate] [--mode MODE] [--seed N]  |  [SCENARIO] --read FILE,...",
	"play a load scenario, live or in virtual time",
	"Live: an open-loop client for HTTP/1.1 and HTTP/2; arrivals follow the schedule whatever the server does, and\n"
	"response time counts from the intended start. With --simulate the same scenario runs in virtual\n"
	"time against the service that it describes. A stress run looks for the highest rate at which the\n"
	"scenario's thresholds hold, a soak run also judges how response times drift, and a capacity run tells\n"
	"how many instances of the service the load needs. Calibration fits the service from a live server and\n"
	"says how far its forecast is off. --read takes back what ran on other machines, also by k6 and Locust.",
	options, run
};
