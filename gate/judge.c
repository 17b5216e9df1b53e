/* judge.c - findings about measures, and the verdict. */
#include "gate/gate_p.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "core/buf.h"
#include "core/text.h"

static bool has_finding(const struct wr_run *run, const char *fingerprint)
{
	for (size_t i = 0; i < run->finding_count; i++) {
		if (!strcmp(run->findings[i].fingerprint, fingerprint))
			return true;
	}
	return false;
}

/* Once per rule and measure, also in a run that was judged before. */
static void add_finding(struct wr_run *run, const struct wr_rule *rule, const char *measure,
			const struct wr_location *at, const char *message)
{
	char fingerprint[17];
	struct wr_finding f = {
		.rule = rule->id,
		.severity = rule->severity,
		.confidence = rule->confidence,
		.language = "",
		.message = message,
		.at = *at,
		.fingerprint = fingerprint,
		.state = WR_NEW,
		.measures = &measure,
		.measure_count = 1,
	};
	unsigned long long hash = wr_hash(measure, strlen(measure), wr_hash(rule->id, strlen(rule->id), 0));

	snprintf(fingerprint, sizeof fingerprint, "%016llx", hash);
	if (!has_finding(run, fingerprint))
		wr_run_add_finding(run, &f);
}

static const struct wr_rule *rule_of(const struct wr_measure *m)
{
	if (!strcmp(m->unit, "growth"))
		return &gt_bench_growth;
	if (strcmp(m->stage, "bench") != 0 || !gt_is_paired(m))
		return &gt_gate_regression;
	return strcmp(gt_metric(m->name), "rss_peak") ? &gt_bench_slower : &gt_bench_memory;
}

static const struct wr_location *place_of(const struct gt_policy *policy, const char *measure)
{
	static const struct wr_location nowhere;

	for (size_t i = 0; i < policy->place_count; i++) {
		if (wr_starts_with(measure, policy->places[i].prefix))
			return &policy->places[i].at;
	}
	return &nowhere;
}

static void judge_changes(struct wr_run *run, const struct gt_policy *policy)
{
	for (size_t i = 0; i < run->measure_count; i++) {
		const struct wr_measure *m = &run->measures[i];

		if (m->has_change && m->change.verdict == WR_CHANGE_FAIL)
			add_finding(run, rule_of(m), m->name, place_of(policy, m->name),
				    gt_change_sentence(run->arena, m));
	}
}

static bool is_broken(const struct gt_limit *limit, double value)
{
	return limit->below ? !(value < limit->limit) : !(value >= limit->limit);
}

/* A limit that nothing was measured for is not kept: the stage says so. */
static void add_failed_stage(struct wr_run *run, const struct gt_limit *first, size_t missing)
{
	struct wr_buf message = WR_BUF_INIT;

	wr_buf_printf(&message, "%s was not measured, so that its limit", first->measure);
	if (first->text)
		wr_buf_printf(&message, " \"%s\"", first->text);
	wr_buf_str(&message, " cannot be judged");
	if (missing > 1)
		wr_buf_printf(&message, " (and %zu more)", missing - 1);
	wr_run_add_stage(run, &(struct wr_stage){ "gate", WR_STAGE_FAILED, 0, message.data });
	wr_buf_free(&message);
}

static void judge_limits(struct wr_run *run, const struct gt_policy *policy)
{
	const struct gt_limit *first = NULL;
	size_t missing = 0;

	for (size_t i = 0; i < policy->limit_count; i++) {
		const struct gt_limit *limit = &policy->limits[i];
		const struct wr_measure *m = wr_run_find_measure(run, limit->measure);

		if (!m || isnan(m->now.value) || isnan(limit->limit)) {
			if (!missing++)
				first = limit;
		} else if (is_broken(limit, m->now.value)) {
			add_finding(run, &gt_gate_limit, m->name, &limit->at, gt_limit_sentence(run->arena, m, limit));
		}
	}
	if (missing)
		add_failed_stage(run, first, missing);
}

bool gt_fails(const struct gt_policy *policy, const struct wr_finding *f)
{
	if (f->state == WR_FIXED || (f->state == WR_KNOWN && !policy->fail_on_known))
		return false;
	if (gt_is_own_rule(f->rule))
		return true;
	return !policy->fail_on_no_severity && f->severity >= policy->fail_on;
}

static bool any_stage_failed(const struct wr_run *run)
{
	for (size_t i = 0; i < run->stage_count; i++) {
		if (run->stages[i].status == WR_STAGE_FAILED)
			return true;
	}
	return false;
}

/* Whether there is one that fails. */
static bool mark_failing(struct wr_run *run, const struct gt_policy *policy)
{
	bool any = false;

	for (size_t i = 0; i < run->finding_count; i++) {
		run->findings[i].fails = gt_fails(policy, &run->findings[i]);
		any |= run->findings[i].fails;
	}
	return any;
}

static bool any_change_inconclusive(const struct wr_run *run)
{
	for (size_t i = 0; i < run->measure_count; i++) {
		const struct wr_measure *m = &run->measures[i];

		if (m->has_change && m->change.verdict == WR_CHANGE_INCONCLUSIVE)
			return true;
	}
	return false;
}

void gt_judge(struct wr_run *run, const struct gt_policy *policy)
{
	bool failing;

	judge_changes(run, policy);
	judge_limits(run, policy);
	failing = mark_failing(run, policy);
	if (any_stage_failed(run))
		run->verdict = WR_INCOMPLETE;
	else if (failing)
		run->verdict = WR_FAIL;
	else if (any_change_inconclusive(run))
		run->verdict = WR_INCONCLUSIVE;
	else
		run->verdict = WR_PASS;
}

int gt_exit_code(enum wr_verdict verdict, bool strict)
{
	switch (verdict) {
	case WR_PASS:
		return 0;
	case WR_FAIL:
		return 1;
	case WR_INCONCLUSIVE:
		return strict ? 4 : 0;
	case WR_INCOMPLETE:
		break;
	}
	return 3;
}
