/* simulate.c - replays a trace and says what came out as measures. */
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/progress.h"
#include "cachesim/study_p.h"

double cs_hit_ratio(const struct cs_result *r)
{
	return r->requests ? 1 - (double)r->misses / (double)r->requests : NAN;
}

int cs_study_replay(const struct cs_study *s, const struct cs_trace *trace, const struct cs_policy *policy,
		    uint64_t size, struct cs_result *out, struct wr_err *err)
{
	struct cs_limits limits = { .capacity = size, .by_bytes = s->options->by_bytes, .ttl = s->ttl,
				    .writes = s->options->writes };

	return policy->replay(trace, &limits, out, err);
}

void cs_study_jobs(const struct cs_study *s, const struct cs_policy *policy, const uint64_t *sizes, size_t n,
		   struct cs_result *out, struct cs_job *jobs, size_t *count)
{
	size_t each = policy->replay_sizes && !s->options->by_bytes ? n : 1;

	for (size_t i = 0; i < n; i += each)
		jobs[(*count)++] = (struct cs_job){ policy, sizes + i, each, out + i };
}

int cs_study_lru(const struct cs_study *s, uint64_t size, struct cs_result *out, struct wr_err *err)
{
	if (!s->curve)
		return cs_study_replay(s, s->trace, cs_policy_find("lru"), size, out, err);
	*out = (struct cs_result){ .requests = s->facts.reads,
				   .misses = s->curve[size < s->trace->unique ? size : s->trace->unique] };
	return 0;
}

double cs_study_attainable(const struct cs_study *s, size_t size)
{
	for (size_t i = 0; i < s->policy_count; i++)
		if (s->policies[i]->bound)
			return cs_hit_ratio(&s->results[i * s->size_count + size]);
	return NAN;
}

static const struct cs_policy *find_policy(const char *name, struct wr_err *err)
{
	const struct cs_policy *p = cs_policy_find(name);

	if (!p)
		wr_fail(err, WR_EUSAGE, "there is no cache policy '%s'", name);
	return p;
}

static int choose_policies(struct cs_study *s, struct wr_err *err)
{
	const struct cs_options *o = s->options;
	const struct cs_policy *const *all = cs_policies(), *p;
	size_t cap = 0;

	for (size_t i = 0; i < o->policy_count; i++) {
		p = find_policy(o->policies[i], err);
		if (!p)
			return -1;
		*WR_PUSH(s->policies, s->policy_count, cap) = p;
	}
	for (size_t i = 0; !o->policy_count && all[i]; i++)
		if (s->trace->time || !all[i]->needs_time)
			*WR_PUSH(s->policies, s->policy_count, cap) = all[i];
	p = find_policy(o->policy ? o->policy : "lru", err);
	s->today = p;
	if (p && p->bound)
		return wr_fail(err, WR_EUSAGE, "%s cannot be what runs today: it knows the future", p->name);
	return p ? 0 : -1;
}

static int check_options(const struct cs_study *s, struct wr_err *err)
{
	const struct cs_options *o = s->options;

	if (!s->facts.reads)
		return wr_fail(err, WR_EINPUT, "cache trace '%s' has no reads, only writes and deletes",
			       o->name);
	if (o->by_bytes && !s->facts.footprint)
		return wr_fail(err, WR_EUSAGE, "cache trace '%s' has no sizes: its caches can be limited "
			       "by objects only", o->name);
	if (o->ttl < 0 || isnan(o->ttl))
		return wr_fail(err, WR_EUSAGE, "the time to live must be above 0 seconds");
	for (size_t i = 0; i < o->size_count; i++)
		if (!o->sizes[i])
			return wr_fail(err, WR_EUSAGE,
				       "a cache of size 0 holds nothing: give a size of 1 or more");
	return 0;
}

static void choose_ttl(struct cs_study *s)
{
	bool needed = s->today->needs_time;

	for (size_t i = 0; i < s->policy_count; i++)
		needed |= s->policies[i]->needs_time;
	if (!needed || !s->trace->time)
		return;         /* the policy itself says what it misses */
	s->ttl = s->options->ttl > 0 ? s->options->ttl : cs_ttl_derive(s->trace);
}

static int replay_all(struct cs_study *s, struct wr_err *err)
{
	size_t n = s->policy_count * s->size_count, count = 0;
	struct cs_job *jobs = wr_calloc(n, sizeof *jobs);
	int result;

	s->results = wr_calloc(n, sizeof *s->results);
	for (size_t i = 0; i < s->policy_count; i++)
		cs_study_jobs(s, s->policies[i], s->sizes, s->size_count, s->results + i * s->size_count, jobs, &count);
	result = cs_study_run(s, jobs, count, err);
	free(jobs);
	return result;
}

/* The trace as the curve sees it, where writes delete or do not reach the cache; NULL if there is no curve. */
static uint64_t *find_curve(const struct cs_study *s, struct wr_err *err)
{
	struct cs_trace view = *s->trace;
	enum cs_writes writes = view.operation ? s->options->writes : CS_WRITE_THROUGH;
	uint64_t *curve;

	if (writes == CS_WRITE_THROUGH || writes == CS_WRITE_BACK)
		return cs_lru_curve(s->trace, err);
	view.key = wr_malloc(view.n * sizeof *view.key);
	view.operation = wr_malloc(view.n);
	view.n = 0;
	for (size_t i = 0; i < s->trace->n; i++) {
		bool read = cs_is_read(s->trace, i);

		if (!read && writes == CS_WRITE_ASIDE)
			continue;
		view.key[view.n] = s->trace->key[i];
		view.operation[view.n++] = read ? CS_READ : CS_DELETE;
	}
	curve = cs_lru_curve(&view, err);
	free(view.key);
	free(view.operation);
	return curve;
}

static void add_fact(struct cs_study *s, const char *what, const char *unit, enum wr_better better,
		     double value)
{
	wr_run_add_fact(s->run, "cache", wr_arena_printf(s->run->arena, "%s.%s", s->prefix, what), unit,
			better, value);
}

static void add_trace_measures(struct cs_study *s)
{
	const char *size_unit = s->options->by_bytes ? "B" : "1";

	add_fact(s, "requests", "1", WR_HIGHER_IS_BETTER, (double)s->facts.reads);
	add_fact(s, "unique", "1", WR_LOWER_IS_BETTER, s->trace->unique);
	add_fact(s, "damaged", "1", WR_LOWER_IS_BETTER, (double)s->trace->damaged);
	if (s->facts.footprint)
		add_fact(s, "footprint", "B", WR_LOWER_IS_BETTER, (double)s->facts.footprint);
	if (s->enough)
		add_fact(s, "recommended_size", size_unit, WR_LOWER_IS_BETTER, (double)s->enough);
	if (s->ttl > 0)
		add_fact(s, "ttl", "s", WR_HIGHER_IS_BETTER, s->ttl);
}

static void add_replay_measures(struct cs_study *s)
{
	struct wr_arena *arena = s->run->arena;

	for (size_t i = 0; i < s->policy_count * s->size_count; i++) {
		const struct cs_result *r = &s->results[i];
		const char *where = wr_arena_printf(arena, "%s.%llu", s->policies[i / s->size_count]->name,
						    (unsigned long long)s->sizes[i % s->size_count]);

		add_fact(s, wr_arena_printf(arena, "%s.miss_ratio", where), "ratio", WR_LOWER_IS_BETTER,
			 1 - cs_hit_ratio(r));
		if (r->bytes > 0)
			add_fact(s, wr_arena_printf(arena, "%s.byte_miss_ratio", where), "ratio",
				 WR_LOWER_IS_BETTER, r->missed_bytes / r->bytes);
	}
}

static int add_todays_hit_ratio(struct cs_study *s, struct wr_err *err)
{
	struct cs_result r;

	if (cs_study_replay(s, s->trace, s->today, s->sizes[s->judged], &r, err))
		return -1;
	s->todays = cs_hit_ratio(&r);
	add_fact(s, "hit_ratio", "ratio", WR_HIGHER_IS_BETTER, s->todays);
	if (!isnan(cs_study_attainable(s, s->judged)))
		add_fact(s, "attainable", "ratio", WR_HIGHER_IS_BETTER, cs_study_attainable(s, s->judged));
	return 0;
}

/* What min_hit_ratio takes. */
static int add_needed_size(struct cs_study *s, struct wr_err *err)
{
	uint64_t size;

	if (!(s->options->min_hit_ratio > 0))
		return 0;
	if (cs_size_for(s, s->options->min_hit_ratio, &size, err))
		return -1;
	if (size)
		add_fact(s, "needed_size", s->options->by_bytes ? "B" : "1", WR_LOWER_IS_BETTER, (double)size);
	else
		wr_run_note(s->run, WR_WARNING, "%s: no size answers %g %% of the reads: one that holds everything "
			    "answers %g %%.", s->prefix, 100 * s->options->min_hit_ratio, floor(1000 * s->best) / 10);
	return 0;
}

static int choose(const struct cs_study *s, struct cs_choice *choice, struct wr_err *err)
{
	struct cs_verdict v;

	*choice = (struct cs_choice){ cs_policy_find("lru"), s->sizes[s->judged], s->ttl };
	if (s->options->policy_count == 1) {
		choice->policy = s->policies[0];
		return 0;
	}
	if (cs_verdict_find(s, s->judged, &v, err))
		return -1;
	if (v.advised)
		choice->policy = v.best.policy;
	return 0;
}

static int study(struct cs_study *s, struct wr_err *err)
{
	struct cs_choice choice;

	cs_facts_find(&s->facts, s->trace);
	if (choose_policies(s, err) || check_options(s, err))
		return -1;
	choose_ttl(s);
	/* When objects expire depends on when they come in, and so on the size. */
	if (!s->options->by_bytes && !(s->trace->ttl && s->trace->time)) {
		s->curve = find_curve(s, err);
		if (!s->curve)
			return -1;
	}
	if (cs_sizes_choose(s, err) || replay_all(s, err))
		return -1;
	add_trace_measures(s);
	add_replay_measures(s);
	if (add_todays_hit_ratio(s, err) || add_needed_size(s, err) || (s->options->curve && cs_series_add(s, err)) ||
	    (s->options->sample > 0 && cs_sample_add(s, err)))
		return -1;
	if ((s->options->curve || s->options->choice) && choose(s, &choice, err))
		return -1;
	if (s->options->curve && cs_over_time_add(s, choice.policy, err))
		return -1;
	if (s->options->choice)
		*s->options->choice = choice;
	return cs_ranking_add(s, err) || cs_costs_add(s, err) || cs_tiers_add(s, err) ? -1 : 0;
}

int cs_simulate(const struct cs_trace *trace, const struct cs_options *options, struct wr_run *run,
		struct wr_err *err)
{
	struct cs_study s = { .trace = trace, .options = options, .run = run };
	int result;

	s.prefix = wr_arena_printf(run->arena, "cache.%s", wr_measure_part(run->arena, options->name));
	result = study(&s, err);
	wr_progress_clear();
	free(s.policies);
	free(s.sizes);
	free(s.results);
	free(s.curve);
	return result;
}
