/*
 * junit.c - JUnit XML as Jenkins, GitLab, Azure and CircleCI read it: the
 * verdict, the stages, the compared measures and the rules as test cases with
 * names that stay the same from run to run.
 */
#include <string.h>

#include "core/text.h"
#include "report/clip_p.h"
#include "report/compare_p.h"
#include "report/order_p.h"
#include "report/outcome_p.h"
#include "report/place_p.h"
#include "report/report.h"

enum { TEXT_MAX = 2000, LISTED = 50 };

struct suite {
	struct wr_buf cases;
	size_t tests, failures, errors, skipped;
	double seconds;
};

struct junit {
	struct wr_arena *arena;
	const struct wr_run *run;
	const struct rp_options *options;
	struct wr_buf suites;
	struct suite suite, total;      /* the one in the making, and all before it */
};

static void write_attribute(struct junit *j, struct wr_buf *to, const char *name, const char *text)
{
	wr_buf_printf(to, " %s=\"", name);
	wr_esc_xml(to, rp_inert(j->arena, text, TEXT_MAX));
	wr_buf_char(to, '"');
}

static void begin_case(struct junit *j, const char *classname, const char *name, double seconds)
{
	struct wr_buf *to = &j->suite.cases;

	wr_buf_str(to, "    <testcase");
	write_attribute(j, to, "classname", classname);
	write_attribute(j, to, "name", name);
	wr_buf_printf(to, " time=\"%.3f\">\n", seconds);
	j->suite.tests++;
	j->suite.seconds += seconds;
}

static void end_case(struct junit *j)
{
	wr_buf_str(&j->suite.cases, "    </testcase>\n");
}

/* element: "failure", "error"; text may hold several lines, each of them inert. */
static void write_outcome(struct junit *j, const char *element, const char *type, const char *message,
			  const char *text)
{
	struct wr_buf *to = &j->suite.cases;

	wr_buf_printf(to, "      <%s", element);
	write_attribute(j, to, "type", type);
	write_attribute(j, to, "message", message);
	wr_buf_char(to, '>');
	wr_esc_xml(to, text);
	wr_buf_printf(to, "</%s>\n", element);
}

static void fail_case(struct junit *j, const char *type, const char *message, const char *text)
{
	write_outcome(j, "failure", type, message, text);
	j->suite.failures++;
}

static void break_case(struct junit *j, const char *message)
{
	write_outcome(j, "error", "not-measured", message, "");
	j->suite.errors++;
}

static void skip_case(struct junit *j, const char *message)
{
	wr_buf_str(&j->suite.cases, "      <skipped");
	write_attribute(j, &j->suite.cases, "message", message);
	wr_buf_str(&j->suite.cases, "/>\n");
	j->suite.skipped++;
}

static void say_in_case(struct junit *j, const char *text)
{
	wr_buf_str(&j->suite.cases, "      <system-out>");
	wr_esc_xml(&j->suite.cases, text);
	wr_buf_str(&j->suite.cases, "</system-out>\n");
}

static void write_counts(struct wr_buf *to, const struct suite *s)
{
	wr_buf_printf(to, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"%.3f\">\n", s->tests,
		      s->failures, s->errors, s->skipped, s->seconds);
}

static void end_suite(struct junit *j, const char *name)
{
	struct suite *s = &j->suite;

	if (s->tests) {
		wr_buf_printf(&j->suites, "  <testsuite name=\"weir.%s\"", name);
		write_counts(&j->suites, s);
		wr_buf_add(&j->suites, s->cases.data, s->cases.len);
		wr_buf_str(&j->suites, "  </testsuite>\n");
	}
	j->total.tests += s->tests;
	j->total.failures += s->failures;
	j->total.errors += s->errors;
	j->total.skipped += s->skipped;
	j->total.seconds += s->seconds;
	wr_buf_free(&s->cases);
	*s = (struct suite){ .tests = 0 };
}

static void write_verdict(struct junit *j)
{
	struct wr_buf reason = WR_BUF_INIT;

	rp_reason(&reason, j->run, j->arena);
	begin_case(j, "weir", "verdict", 0);
	switch (j->run->verdict) {
	case WR_PASS:
		say_in_case(j, rp_inert(j->arena, reason.data, TEXT_MAX));
		break;
	case WR_FAIL:
		fail_case(j, "fail", reason.data, "");
		break;
	case WR_INCOMPLETE:
		break_case(j, reason.data);
		break;
	case WR_INCONCLUSIVE:
		skip_case(j, wr_arena_printf(j->arena, "inconclusive: %s", reason.data));
		break;
	}
	end_case(j);
	end_suite(j, "verdict");
	wr_buf_free(&reason);
}

static void write_stages(struct junit *j)
{
	for (size_t i = 0; i < j->run->stage_count; i++) {
		const struct wr_stage *s = &j->run->stages[i];
		const char *message = s->message ? s->message : wr_stage_status_name(s->status);

		begin_case(j, "weir.stage", s->name, s->seconds > 0 ? s->seconds : 0);
		if (s->status == WR_STAGE_FAILED)
			break_case(j, message);
		else if (s->status == WR_STAGE_SKIPPED)
			skip_case(j, message);
		end_case(j);
	}
	end_suite(j, "stages");
}

static void write_measure(struct junit *j, const struct rp_change *c)
{
	struct wr_buf text = WR_BUF_INIT;
	const char *line;

	wr_buf_printf(&text, "%s: ", rp_shift_word(c->shift));
	rp_change_text(&text, c, true);
	wr_buf_str(&text, ", before ");
	rp_stat_text(&text, &c->measure->base, c->measure->unit, true);
	wr_buf_str(&text, ", after ");
	rp_stat_text(&text, &c->measure->now, c->measure->unit, true);
	line = rp_inert(j->arena, text.data, TEXT_MAX);
	begin_case(j, "weir.measure", c->measure->name, 0);
	if (c->shift == RP_WORSE)
		fail_case(j, "worse", line, "");
	else if (c->shift == RP_UNCLEAR)
		skip_case(j, line);
	else
		say_in_case(j, line);
	end_case(j);
	wr_buf_free(&text);
}

static void write_measures(struct junit *j)
{
	size_t n;
	const struct rp_change *changes = rp_changes(j->run, j->arena, &n);

	for (size_t i = 0; i < n; i++)
		write_measure(j, &changes[i]);
	end_suite(j, "measures");
}

/* One line per finding: "src/a.c:12:7: it is slow". */
static void list_finding(struct junit *j, struct wr_buf *list, const struct wr_finding *f)
{
	struct wr_buf line = WR_BUF_INIT;

	rp_place(&line, &f->at);
	wr_buf_str(&line, line.len ? ": " : "");
	wr_buf_str(&line, f->message);
	wr_buf_str(list, rp_inert(j->arena, line.data, TEXT_MAX));
	wr_buf_char(list, '\n');
	wr_buf_free(&line);
}

/* Those of the rule that the gate stops for, or those that it does not. */
static size_t list_findings(struct junit *j, struct wr_buf *list, const struct wr_finding *const *all, size_t n,
			    const char *rule, bool fails)
{
	size_t found = 0;

	wr_buf_str(list, "");
	for (size_t i = 0; i < n; i++)
		if (all[i]->fails == fails && !strcmp(all[i]->rule, rule) && found++ < LISTED)
			list_finding(j, list, all[i]);
	if (found > LISTED)
		wr_buf_printf(list, "and %zu more\n", found - LISTED);
	return found;
}

/* What the gate lets pass is no failure here either: JUnit's reader has a gate of its own. */
static void write_rule(struct junit *j, const struct wr_finding *const *all, size_t n, const char *rule)
{
	struct wr_buf failing = WR_BUF_INIT, passing = WR_BUF_INIT;
	size_t stopped = list_findings(j, &failing, all, n, rule, true);
	size_t passed = list_findings(j, &passing, all, n, rule, false);

	begin_case(j, "weir.rule", rule, 0);
	if (stopped)
		fail_case(j, "finding", wr_arena_printf(j->arena, "%zu finding%s", stopped, stopped == 1 ? "" : "s"),
			  failing.data);
	else if (passed)
		say_in_case(j, passing.data);
	end_case(j);
	wr_buf_free(&failing);
	wr_buf_free(&passing);
}

/* A rule without findings has passed only where the analysis went through. */
static bool analysed(const struct wr_run *run)
{
	bool ok = false;

	for (size_t i = 0; i < run->stage_count; i++) {
		const struct wr_stage *s = &run->stages[i];

		if (strcmp(s->name, "analyze"))
			continue;
		if (s->status != WR_STAGE_OK)
			return false;
		ok = true;
	}
	return ok;
}

/* The new ones, and known ones where those fail too. */
static const struct wr_finding **relevant(struct junit *j, size_t *n)
{
	size_t all, kept = 0;
	const struct wr_finding **worst = rp_worst_first(j->run, j->arena, RP_NEW | RP_KNOWN, &all);

	for (size_t i = 0; i < all; i++)
		if (worst[i]->state == WR_NEW || worst[i]->fails)
			worst[kept++] = worst[i];
	*n = kept;
	return worst;
}

static bool fired(const struct wr_finding *const *found, size_t n, const char *rule)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(found[i]->rule, rule))
			return true;
	return false;
}

static void write_rules(struct junit *j)
{
	const struct wr_rule *const *given = j->options->rules;
	size_t n;
	const struct wr_finding **found = relevant(j, &n);
	bool all = analysed(j->run);

	for (; given && *given; given++)
		if (fired(found, n, (*given)->id) || (all && *(*given)->languages && !(*given)->off_by_default))
			write_rule(j, found, n, (*given)->id);
	for (size_t i = 0; i < n; i++)
		if (!rp_rule(j->options->rules, found[i]->rule) && !fired(found, i, found[i]->rule))
			write_rule(j, found, n, found[i]->rule);
	end_suite(j, "rules");
}

static void write_junit(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	struct junit j = { .arena = wr_arena_new(), .run = run, .options = options };

	write_verdict(&j);
	write_stages(&j);
	write_measures(&j);
	write_rules(&j);
	wr_buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"weir\"");
	write_counts(out, &j.total);
	wr_buf_add(out, j.suites.data, j.suites.len);
	wr_buf_str(out, "</testsuites>\n");
	wr_buf_free(&j.suites);
	wr_arena_free(j.arena);
}

extern const struct rp_format rp_format_junit;
const struct rp_format rp_format_junit = {
	.name = "junit", .file = "junit.xml",
	.help = "verdict, stages, measures and rules as JUnit XML test cases",
	.write = write_junit
};
