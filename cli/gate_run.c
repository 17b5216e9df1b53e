/* gate_run.c - the end of every measuring command. */
#include "cli/gate_run.h"

#include <math.h>

#include "cli/output.h"
#include "core/clock.h"
#include "core/progress.h"
#include "core/units.h"

const char *const cli_fail_on_choices[] = { "low", "medium", "high", "critical", "never", NULL };

void cli_policy_fail_on(struct gt_policy *policy, int choice)
{
	policy->fail_on_no_severity = choice > WR_CRITICAL;
	policy->fail_on = choice > WR_CRITICAL ? WR_CRITICAL : (enum wr_severity)choice;
}

int cli_join_baseline(struct wr_run *run, const char *path, double max_change, struct wr_err *err)
{
	struct wr_run *baseline;

	if (!path)
		return 0;
	baseline = gt_baseline_read(path, err);
	if (!baseline)
		return -1;
	gt_join_base(run, baseline, max_change);
	wr_run_free(baseline);
	return 0;
}

void cli_record_stage(struct wr_run *run, const char *name, int rc, const struct wr_err *why)
{
	wr_run_add_stage(run, &(struct wr_stage){
		.name = name,
		.status = rc ? WR_STAGE_FAILED : WR_STAGE_OK,
		.seconds = wr_monotonic() - cli_common.started,
		.message = rc ? why->message : NULL,
	});
}

/* "At most" is below the next number. */
struct gt_limit cli_leak_limit_of(const char *benchmark, double size, struct wr_arena *arena)
{
	char text[64];

	wr_format_value(text, sizeof text, size, "B/h");
	return (struct gt_limit){
		.measure = wr_arena_printf(arena, "profile.%s.leak", wr_measure_part(arena, benchmark)),
		.limit = nextafter(size, INFINITY), .below = true,
		.text = size > 0 ? wr_arena_printf(arena, "at most %s", text) : "no leak",
	};
}

int cli_leak_limit(const char *benchmark, const char *size, struct wr_arena *arena, struct gt_limit *out,
		   struct wr_err *err)
{
	double bytes;

	if (wr_parse_size(size, &bytes))
		return wr_fail(err, WR_EUSAGE, "--max-leak: '%s' is no size; one is written 10MiB", size);
	*out = cli_leak_limit_of(benchmark, bytes, arena);
	return 0;
}

static size_t count_of(const struct wr_run *run, const char *name)
{
	const struct wr_measure *m = wr_run_find_measure(run, name);

	return m ? (size_t)m->now.value : 0;
}

int cli_check_read(const struct wr_run *run, struct wr_err *err)
{
	size_t skipped = count_of(run, "analyze.skipped_files"), broken = count_of(run, "analyze.broken_files");

	if (!skipped && !broken)
		return 0;
	return wr_fail(err, WR_EINPUT, "%zu files could not be read and %zu in part only; the warnings name them "
		       "(analyze.exclude or --exclude leaves files out)", skipped, broken);
}

int cli_finish(struct wr_run *run, const struct gt_policy *policy, const char *root, bool strict,
	       struct wr_err *err)
{
	gt_judge(run, policy);
	wr_progress_clear();
	if (cli_put_run(run, root, err))
		return -1;
	return gt_exit_code(run->verdict, strict);
}
