#include "report/outcome_p.h"

#include <string.h>

#include "core/text.h"
#include "core/units.h"
#include "report/order_p.h"

enum { REASON_COMPARED = 300 };         /* bytes */

struct rp_counts rp_count(const struct wr_run *run, struct wr_arena *arena)
{
	struct rp_counts counts = { .known = 0 };
	const struct rp_change *changes = rp_changes(run, arena, &counts.compared);

	for (size_t i = 0; i < run->finding_count; i++) {
		const struct wr_finding *f = &run->findings[i];

		counts.new_findings += f->state == WR_NEW;
		counts.known += f->state == WR_KNOWN;
		counts.fixed += f->state == WR_FIXED;
		counts.fresh[f->severity] += f->state == WR_NEW;
	}
	for (size_t i = 0; i < counts.compared; i++)
		counts.shifts[changes[i].shift]++;
	for (size_t i = 0; i < run->stage_count; i++) {
		counts.failed_stages += run->stages[i].status == WR_STAGE_FAILED;
		if (run->stages[i].seconds > 0)
			counts.seconds += run->stages[i].seconds;
	}
	return counts;
}

const char *rp_verdict_word(enum wr_verdict verdict)
{
	static const char *const words[] = {
		[WR_PASS] = "Passed", [WR_FAIL] = "Failed",
		[WR_INCOMPLETE] = "Incomplete", [WR_INCONCLUSIVE] = "Inconclusive"
	};

	return words[verdict];
}

/* A sentence of clauses; nothing stands before the first. */
struct sentence {
	struct wr_buf *out;
	size_t start;
};

static struct wr_buf *clause(struct sentence *s)
{
	if (s->out->len > s->start)
		wr_buf_str(s->out, "; ");
	return s->out;
}

/* "6 new findings: 1 critical, 2 high, 3 medium" */
static void say_new_findings(struct sentence *s, const struct rp_counts *counts)
{
	const char *before = ": ";
	struct wr_buf *out;

	if (!counts->new_findings)
		return;
	out = clause(s);
	wr_buf_printf(out, "%zu new finding%s", counts->new_findings, counts->new_findings == 1 ? "" : "s");
	for (int severity = WR_CRITICAL; severity >= WR_LOW; severity--) {
		if (!counts->fresh[severity])
			continue;
		wr_buf_printf(out, "%s%zu %s", before, counts->fresh[severity],
			      wr_severity_name((enum wr_severity)severity));
		before = ", ";
	}
}

/* The measure that moved most in this way, and how many more did. */
static void say_change(struct sentence *s, const struct wr_run *run, struct wr_arena *arena,
		       const struct rp_counts *counts, enum rp_shift shift)
{
	const struct rp_change *change;
	struct wr_buf *out;
	size_t n;

	if (!counts->shifts[shift])
		return;
	change = rp_changes(run, arena, &n);
	while (change->shift != shift)
		change++;
	out = clause(s);
	wr_buf_printf(out, "%s is %s", change->measure->name, shift == RP_UNCLEAR ? "unclear: " : "");
	rp_change_text(out, change, false);
	if (counts->shifts[shift] > 1)
		wr_buf_printf(out, ", and %zu more %s %s", counts->shifts[shift] - 1,
			      counts->shifts[shift] == 2 ? "is" : "are", rp_shift_word(shift));
}

static void say_failure(struct sentence *s, const struct wr_run *run, struct wr_arena *arena)
{
	size_t n;
	const struct rp_failure *failures = rp_failures(run, arena, &n);

	if (!n) {
		wr_buf_str(clause(s), "the gate did not come to its end");
		return;
	}
	wr_buf_printf(clause(s), "could not measure %s", failures[0].text);
	if (n > 1)
		wr_buf_printf(s->out, ", and %zu more", n - 1);
}

static void say_pass(struct sentence *s, const struct rp_counts *counts)
{
	if (counts->new_findings)
		wr_buf_printf(clause(s), "%zu new finding%s, none that the gate stops",
			      counts->new_findings, counts->new_findings == 1 ? "" : "s");
	else
		wr_buf_str(clause(s), "no new findings");
	if (counts->fixed)
		wr_buf_printf(clause(s), "%zu fixed", counts->fixed);
	if (counts->compared)
		wr_buf_printf(clause(s), "%zu measure%s compared, %zu better, none worse than allowed",
			      counts->compared, counts->compared == 1 ? "" : "s", counts->shifts[RP_BETTER]);
}

void rp_reason(struct wr_buf *out, const struct wr_run *run, struct wr_arena *arena)
{
	struct rp_counts counts = rp_count(run, arena);
	struct sentence s = { out, out->len };

	switch (run->verdict) {
	case WR_PASS:
		say_pass(&s, &counts);
		return;
	case WR_INCOMPLETE:
		say_failure(&s, run, arena);
		break;
	case WR_INCONCLUSIVE:
		say_change(&s, run, arena, &counts, RP_UNCLEAR);
		break;
	case WR_FAIL:
		break;
	}
	say_new_findings(&s, &counts);
	say_change(&s, run, arena, &counts, RP_WORSE);
	if (out->len == s.start)
		wr_buf_str(out, "see the notices");
}

static void total_findings(struct wr_buf *out, const struct wr_run *run, const struct rp_counts *counts)
{
	wr_buf_printf(out, "%zu finding%s", run->finding_count - counts->fixed,
		      run->finding_count - counts->fixed == 1 ? "" : "s");
	wr_buf_printf(out, " (%zu new, %zu known), %zu fixed", counts->new_findings, counts->known,
		      counts->fixed);
}

void rp_totals(struct wr_buf *out, const struct wr_run *run, struct wr_arena *arena)
{
	struct rp_counts counts = rp_count(run, arena);
	char seconds[32];

	total_findings(out, run, &counts);
	wr_buf_printf(out, "; %zu measure%s", run->measure_count, run->measure_count == 1 ? "" : "s");
	if (counts.compared)
		wr_buf_printf(out, ", %zu compared (%zu worse, %zu unclear, %zu better)", counts.compared,
			      counts.shifts[RP_WORSE], counts.shifts[RP_UNCLEAR], counts.shifts[RP_BETTER]);
	if (run->stage_count)
		wr_buf_printf(out, "; %zu stage%s in %s", run->stage_count, run->stage_count == 1 ? "" : "s",
			      wr_format_duration(seconds, sizeof seconds, counts.seconds));
	if (counts.failed_stages)
		wr_buf_printf(out, ", %zu failed", counts.failed_stages);
}

/* The stage of several benchmarks fails because one of them did: that one has a notice, whose
 * reason the stage repeats. */
static bool is_told(const struct wr_run *run, const char *message, struct wr_arena *arena)
{
	for (size_t i = 0; i < run->notice_count; i++) {
		const char *said = run->notices[i].message, *reason = strstr(said, ": ");

		reason = wr_arena_strndup(arena, reason ? reason + 2 : said, REASON_COMPARED);
		if (run->notices[i].level == WR_ERROR && *reason && strstr(message, reason))
			return true;
	}
	return false;
}

const struct rp_failure *rp_failures(const struct wr_run *run, struct wr_arena *arena, size_t *n)
{
	struct rp_failure *all = wr_arena_array(arena, run->stage_count + run->notice_count + 1, sizeof *all);

	*n = 0;
	for (size_t i = 0; i < run->notice_count; i++)
		if (run->notices[i].level == WR_ERROR)
			all[(*n)++] = (struct rp_failure){ run->notices[i].message, run->notices[i].at };
	for (size_t i = 0; i < run->stage_count; i++) {
		const struct wr_stage *s = &run->stages[i];
		const char *message = s->message ? s->message : "failed";

		if (s->status == WR_STAGE_FAILED && !is_told(run, message, arena))
			all[(*n)++] = (struct rp_failure){ wr_arena_printf(arena, "%s: %s", s->name, message), { .path = NULL } };
	}
	return all;
}

static struct wr_finding *finding_of(const struct rp_failure *failure, struct wr_arena *arena)
{
	struct wr_finding *f = wr_arena_alloc(arena, sizeof *f);
	const char *message = failure->text;

	/* The reason changes from run to run, what failed does not. */
	*f = (struct wr_finding){
		.rule = WR_NOT_MEASURED, .severity = WR_HIGH, .confidence = WR_CONFIDENCE_HIGH, .language = "",
		.message = wr_arena_printf(arena, "Could not be measured: %s", message), .at = failure->at,
		.fingerprint = wr_arena_printf(arena, "%016llx", (unsigned long long)
					       wr_hash(message, strcspn(message, ":"), wr_hash(WR_NOT_MEASURED, 12, 0))),
		.state = WR_NEW, .fails = true,
	};
	return f;
}

const struct wr_finding **rp_alerts(const struct wr_run *run, struct wr_arena *arena, size_t *n)
{
	size_t failed, found;
	const struct rp_failure *failures = rp_failures(run, arena, &failed);
	const struct wr_finding **worst = rp_worst_first(run, arena, RP_NEW | RP_KNOWN, &found), **all;

	*n = failed + found;
	all = wr_arena_array(arena, *n + 1, sizeof *all);
	for (size_t i = 0; i < failed; i++)
		all[i] = finding_of(&failures[i], arena);
	for (size_t i = 0; i < found; i++)
		all[failed + i] = worst[i];
	return all;
}
