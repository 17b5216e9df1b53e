/* threshold.c - "p99 < 80ms", "error_rate < 1%", "throughput > 95/s". */
#include "loadsim/scenario_p.h"

#include <string.h>
#include "core/text.h"
#include "core/units.h"

enum scope { RUN = 1, PHASE = 2, WINDOW = 4 };  /* where a metric is measured */

static const struct metric {
	const char *written, *measure;
	int (*parse)(const char *s, double *value);
	const char *example;
	unsigned scopes;
} metrics[] = {
	{ "p50", "p50", wr_parse_duration, "80ms", RUN | PHASE | WINDOW },
	{ "p90", "p90", wr_parse_duration, "80ms", RUN | PHASE },
	{ "p95", "p95", wr_parse_duration, "80ms", RUN | PHASE | WINDOW },
	{ "p99", "p99", wr_parse_duration, "80ms", RUN | PHASE | WINDOW },
	{ "p99.9", "p999", wr_parse_duration, "80ms", RUN | PHASE },
	{ "p999", "p999", wr_parse_duration, "80ms", RUN | PHASE },
	{ "p99.99", "p9999", wr_parse_duration, "80ms", RUN | PHASE },
	{ "p9999", "p9999", wr_parse_duration, "80ms", RUN | PHASE },
	{ "mean", "mean", wr_parse_duration, "80ms", RUN | PHASE },
	{ "max", "max", wr_parse_duration, "80ms", RUN | PHASE },
	{ "service_p50", "service_p50", wr_parse_duration, "80ms", RUN },
	{ "service_p99", "service_p99", wr_parse_duration, "80ms", RUN },
	{ "lag_p99", "lag_p99", wr_parse_duration, "80ms", RUN },
	{ "server_memory_peak", "server_memory_peak", wr_parse_size, "200MB", RUN },
	{ "server_cpu", "server_cpu", wr_parse_number, "1.5", RUN },
	{ "forecast_error_p50", "forecast_error_p50", wr_parse_ratio, "10%", RUN },
	{ "forecast_error_p95", "forecast_error_p95", wr_parse_ratio, "10%", RUN },
	{ "error_rate", "error_rate", wr_parse_ratio, "1%", RUN | PHASE | WINDOW },
	{ "natural_error_rate", "natural_error_rate", wr_parse_ratio, "1%", RUN },
	{ "injected_error_rate", "injected_error_rate", wr_parse_ratio, "1%", RUN },
	{ "fault_rate", "fault_rate", wr_parse_ratio, "1%", RUN },
	{ "throughput", "throughput", wr_parse_rate, "95/s", RUN | PHASE | WINDOW },
	{ "asked_rate", "asked_rate", wr_parse_rate, "95/s", RUN },
	{ "p50_drift", "p50_drift", wr_parse_ratio, "10%", RUN },
	{ "p99_drift", "p99_drift", wr_parse_ratio, "10%", RUN },
	{ "attempts", "attempts", wr_parse_number, "1.2", RUN },
	{ "requests", "requests", wr_parse_number, "1000", RUN },
};

static const char blanks[] = " \t";

static const struct metric *metric_named(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
		if (strlen(metrics[i].written) == n && !memcmp(metrics[i].written, s, n))
			return &metrics[i];
	}
	return NULL;
}

static int unknown_metric(const char *text, const char *s, size_t n, struct wr_err *err)
{
	struct wr_buf known = WR_BUF_INIT;

	for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++)
		wr_buf_printf(&known, "%s%s", i ? ", " : "", metrics[i].written);
	wr_fail(err, WR_EUSAGE, "threshold '%s': '%.*s' is not measured (known: %s)", text,
		n < 60 ? (int)n : 60, s, known.data);
	wr_buf_free(&known);
	return -1;
}

/* Whether a duration is a bare number: 80 would be 80 seconds, and few who write it mean that. */
static bool lacks_unit(const char *s)
{
	size_t n = strlen(s);

	while (n && strchr(blanks, s[n - 1]))
		n--;
	return n && strchr("0123456789.", s[n - 1]);
}

static int parse_limit(const struct metric *m, const char *limit, struct ls_threshold *out, struct wr_err *err)
{
	if (m->parse(limit, &out->limit) || out->limit < 0)
		return wr_fail(err, WR_EUSAGE, "threshold '%s': '%s' is not a limit for %s (%s)", out->text,
			       limit, m->written, m->example);
	if (m->parse == wr_parse_duration && lacks_unit(limit))
		return wr_fail(err, WR_EUSAGE, "threshold '%s': '%s' needs a unit (%sms or %ss)", out->text,
			       limit, limit, limit);
	if (m->parse == wr_parse_ratio && out->limit >= 1 && out->below && !strstr(m->written, "drift"))
		return wr_fail(err, WR_EUSAGE,
			       "threshold '%s' always holds, for a ratio is at most 100%%; is 1%% meant?",
			       out->text);
	return 0;
}

static int refuse_scope(const struct ls_threshold *out, const struct metric *m, const char *where, struct wr_err *err)
{
	return wr_fail(err, WR_EUSAGE, "threshold '%s': %s is not measured per %s", out->text, m->written, where);
}

/* " in every window" or " in phase X" behind the limit. */
static int parse_scope(const char *scope, const struct metric *m, const struct ls_scenario *s, struct wr_arena *arena,
		       struct ls_threshold *out, struct wr_err *err)
{
	const char *label;

	if (!strcmp(scope, "every window")) {
		out->metric = wr_arena_printf(arena, "windows.%s", m->measure);
		return m->scopes & WINDOW ? 0 : refuse_scope(out, m, "window", err);
	}
	if (strncmp(scope, "phase ", 6))
		return wr_fail(err, WR_EUSAGE, "threshold '%s': 'in' is followed by 'every window' or 'phase NAME'",
			       out->text);
	scope += 6 + strspn(scope + 6, blanks);
	label = s->phase_count > 1 ? ls_phase_find(s, scope, arena) : NULL;
	if (!label)
		return wr_fail(err, WR_EUSAGE, "threshold '%s': the scenario has no list of 'phases' with '%s' in it",
			       out->text, scope);
	out->metric = wr_arena_printf(arena, "%s.%s", label, m->measure);
	return m->scopes & PHASE ? 0 : refuse_scope(out, m, "phase", err);
}

static char *trimmed(const char *text, size_t n, struct wr_arena *arena)
{
	while (n && strchr(blanks, text[n - 1]))
		n--;
	return wr_arena_strndup(arena, text, n);
}

int ls_threshold_parse(const char *text, const struct ls_scenario *s, struct wr_arena *arena,
		       struct ls_threshold *out, struct wr_err *err)
{
	const char *name = text + strspn(text, blanks), *op, *limit, *in;
	size_t n = strcspn(name, " \t<>=");
	const struct metric *m = metric_named(name, n);

	op = name + n + strspn(name + n, blanks);
	if (!n || (*op != '<' && *op != '>'))
		return wr_fail(err, WR_EUSAGE,
			       "threshold '%s' is not of the form 'p99 < 80ms', 'error_rate < 1%%' or "
			       "'throughput > 95/s'",
			       text);
	if (!m)
		return unknown_metric(text, name, n, err);
	*out = (struct ls_threshold){ .text = text, .metric = m->measure, .below = *op == '<' };
	op += op[1] == '=' ? 2 : 1;
	limit = op + strspn(op, blanks);
	in = strstr(limit, " in ");
	if (parse_limit(m, in ? trimmed(limit, (size_t)(in - limit), arena) : limit, out, err))
		return -1;
	if (!in)
		return 0;
	in += 4 + strspn(in + 4, blanks);
	return parse_scope(trimmed(in, strlen(in), arena), m, s, arena, out, err);
}
