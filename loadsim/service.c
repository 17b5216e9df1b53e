/* service.c - the described service of a scenario. */
#include <math.h>
#include "core/units.h"
#include "loadsim/law_p.h"
#include "loadsim/numbers_p.h"
#include "loadsim/scenario_p.h"

static const char *const law_names[] = { "constant", "exponential", "lognormal", "empirical", NULL };

#define AT(type, member) .offset = offsetof(struct type, member)
#define MARK(type) .mark_offset_plus_1 = offsetof(struct type, mark) + 1

static const struct wr_field time_fields[] = {
	{ .key = "law", .kind = WR_FIELD_CHOICE, AT(ls_time, law), .choices = law_names, .required = true,
	  .help = "law of the time" },
	{ .key = "mean", .kind = WR_FIELD_DURATION, AT(ls_time, mean), .min = 1e-9, .max = 86400,
	  .help = "mean time (all laws but empirical)" },
	{ .key = "p99", .kind = WR_FIELD_DURATION, AT(ls_time, p99), .min = 1e-9, .max = 1e6,
	  .help = "99th percentile (lognormal)" },
	{ .key = "file", .kind = WR_FIELD_STRING, AT(ls_time, file), .help = "times, one a line (empirical)" },
	{ .key = NULL }
};

static const char *const disciplines[] = { "fifo", "lifo", "random", NULL };

static const struct wr_field cache_fields[] = {
	{ .key = "hit-ratio", .kind = WR_FIELD_RATIO, AT(ls_cache, hit_ratio), .min = 0, .max = 1, .required = true,
	  .help = "share of requests that the cache answers" },
	{ .key = "time", .kind = WR_FIELD_STRUCT, AT(ls_cache, time), .table = time_fields, .required = true,
	  MARK(ls_time), .help = "service time of those" },
	{ .key = NULL }
};

static const struct wr_field dependency_fields[] = {
	{ .key = "time", .kind = WR_FIELD_STRUCT, AT(ls_dependency, time), .table = time_fields, .required = true,
	  MARK(ls_time), .help = "how long it takes to answer" },
	{ .key = "parallel", .kind = WR_FIELD_BOOL, AT(ls_dependency, parallel),
	  .help = "called at the same time as the other parallel ones" },
	{ .key = NULL }
};

static const struct wr_field retries_fields[] = {
	{ .key = "most", .kind = WR_FIELD_INT, AT(ls_retries, most), .min = 1, .max = 100, .required = true,
	  .help = "attempts after the first" },
	{ .key = "backoff", .kind = WR_FIELD_DURATION, AT(ls_retries, backoff), .min = 0, .max = 86400,
	  .help = "before the first retry; none by default" },
	{ .key = "factor", .kind = WR_FIELD_NUMBER, AT(ls_retries, factor), .min = 1, .max = 100,
	  .help = "by which it grows each time; 2 by default" },
	{ .key = "longest", .kind = WR_FIELD_DURATION, AT(ls_retries, longest), .min = 0, .max = 86400,
	  .help = "it grows no longer than this; 1h by default" },
	{ .key = "jitter", .kind = WR_FIELD_RATIO, AT(ls_retries, jitter), .min = 0, .max = 1,
	  .help = "share of it that chance takes away" },
	{ .key = NULL }
};

const struct ls_service ls_service_default = { .queue = -1, .retries = { .factor = 2, .longest = 3600 } };

const struct wr_field ls_service_fields[] = {
	{ .key = "workers", .kind = WR_FIELD_INT, AT(ls_service, workers), .min = 1, .max = 1000000,
	  .required = true, .help = "requests served at the same time" },
	{ .key = "queue", .kind = WR_FIELD_INT, AT(ls_service, queue), .min = 0, .max = 10000000,
	  .help = "waiting places; without it there is no limit" },
	{ .key = "discipline", .kind = WR_FIELD_CHOICE, AT(ls_service, discipline), .choices = disciplines,
	  .help = "who is served next" },
	{ .key = "timeout", .kind = WR_FIELD_DURATION, AT(ls_service, timeout), .min = LS_LEAST_TIME,
	  .max = LS_MOST_TIME, .help = "a client gives up this long after its attempt was due" },
	{ .key = "time", .kind = WR_FIELD_STRUCT, AT(ls_service, time), .table = time_fields, .required = true,
	  MARK(ls_time), .help = "service time" },
	{ .key = "error-rate", .kind = WR_FIELD_RATIO, AT(ls_service, error_rate), .min = 0, .max = 1,
	  .help = "share of served requests that end in an error" },
	{ .key = "cache", .kind = WR_FIELD_STRUCT, AT(ls_service, cache), .table = cache_fields, MARK(ls_cache),
	  .help = "requests that need less time" },
	{ .key = "dependencies", .kind = WR_FIELD_LIST, AT(ls_service, dependencies), .table = dependency_fields,
	  .item_size = sizeof(struct ls_dependency), MARK(ls_dependency),
	  .help = "what a worker calls and waits for, beside its own time" },
	{ .key = "retries", .kind = WR_FIELD_STRUCT, AT(ls_service, retries), .table = retries_fields, MARK(ls_retries),
	  .help = "what clients do about failures" },
	{ .key = "connect", .kind = WR_FIELD_DURATION, AT(ls_service, connect), .min = 0, .max = 3600,
	  .help = "how long a new connection takes" },
	{ .key = "travel", .kind = WR_FIELD_DURATION, AT(ls_service, travel), .min = 0, .max = 3600,
	  .help = "how long a request and its answer are under way beside" },
	{ .key = "response", .kind = WR_FIELD_SIZE, AT(ls_service, response), .min = 1, .max = 1e12,
	  .help = "size of an answer; the faults bandwidth and truncate need it" },
	{ .key = NULL }
};

static int refuse(const struct ls_time *t, const char *path, struct wr_err *err, const char *why)
{
	return wr_fail_at(err, WR_EUSAGE, path, t->mark.line, t->mark.column, "time: the law %s %s", law_names[t->law],
			  why);
}

static int load_samples(struct ls_time *t, const char *path, struct wr_arena *arena, struct wr_err *err)
{
	static const struct ls_column column = { "time", wr_parse_duration, 0, 86400 };
	double *samples, sum = 0;

	if (!t->file)
		return refuse(t, path, err, "needs 'file'");
	if (t->mean > 0 || t->p99 > 0)
		return refuse(t, path, err, "takes 'file' alone");
	if (ls_numbers_read(path, t->file, &column, 1, arena, &samples, &t->sample_count, err))
		return -1;
	for (size_t i = 0; i < t->sample_count; i++)
		sum += samples[i];
	t->samples = samples;
	t->mean = sum / (double)t->sample_count;
	return 0;
}

static int check_time(struct ls_time *t, const char *path, struct wr_arena *arena, struct wr_err *err)
{
	double mu, sigma;

	if (t->law == LS_EMPIRICAL)
		return load_samples(t, path, arena, err);
	if (t->file)
		return refuse(t, path, err, "does not take 'file'");
	if (!(t->mean > 0))
		return refuse(t, path, err, "needs 'mean'");
	if (t->law != LS_LOGNORMAL && t->p99 > 0)
		return wr_fail_at(err, WR_EUSAGE, path, t->mark.line, t->mark.column,
				  "time: 'p99' belongs to the law lognormal; %s follows from the mean alone",
				  law_names[t->law]);
	if (t->law != LS_LOGNORMAL)
		return 0;
	if (!(t->p99 > 0))
		return refuse(t, path, err, "needs 'p99'");
	if (ls_lognormal_fit(t->mean, t->p99, &mu, &sigma))
		return wr_fail_at(err, WR_EUSAGE, path, t->mark.line, t->mark.column,
				  "time: no lognormal law has the mean %g s and the p99 %g s: p99 must be above the "
				  "mean and below 14.97 times the mean", t->mean, t->p99);
	return 0;
}

int ls_service_check(struct ls_service *s, const char *path, struct wr_arena *arena, struct wr_err *err)
{
	struct ls_dependency *called = s->dependencies.items;

	if (check_time(&s->time, path, arena, err))
		return -1;
	for (size_t i = 0; i < s->dependencies.n; i++) {
		if (check_time(&called[i].time, path, arena, err))
			return -1;
	}
	return s->cache.mark.line ? check_time(&s->cache.time, path, arena, err) : 0;
}
