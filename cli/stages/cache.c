/* cache.c - the stage that replays the cache traces, of the head and of the base. */
#include <math.h>
#include "cachesim/cachesim.h"
#include "cli/pipeline.h"
#include "core/file.h"
#include "core/progress.h"

static int replay(struct cli_pipeline *p, const struct cli_config *config, const char *root,
		  const struct cli_trace *t, struct wr_run *run, struct wr_err *err)
{
	struct cs_trace_options how = {
		.format = t->format,
		.columns = { t->time_column, t->key_column, t->size_column, t->operation_column, 0,
			     t->ttl_column },
		.max_damaged = t->max_damaged > 0 ? t->max_damaged : -1, /* 0: not one */
	};
	struct cs_options options = {
		.name = t->name, .policies = t->policies.items, .policy_count = t->policies.n,
		.ttl = t->ttl, .by_bytes = t->by_bytes, .curve = true,
		.min_hit_ratio = t->min_hit_ratio, .policy = t->policy, .writes = (enum cs_writes)t->writes,
		.tiers = cli_trace_tiers(t, p->arena), .tier_count = t->tiers.n,
		.hit_latency = t->latency, .store_latency = t->store_latency,
		.miss_cost = t->miss_cost, .size_cost = t->size_cost, .max_stale = t->max_stale,
	};
	struct cs_trace *trace;
	uint64_t *sizes;
	int rc;

	if (cli_trace_sizes(t, config->path, p->arena, &sizes, &options.size_count, err))
		return -1;
	options.sizes = sizes;
	trace = cs_trace_read(wr_path_join(p->arena, root, t->file), &how, err);
	if (!trace)
		return -1;
	rc = cs_simulate(trace, &options, run, err);
	cs_trace_free(trace);
	return rc;
}

static const char *measure_name(struct cli_pipeline *p, const struct cli_trace *t, const char *what)
{
	return wr_arena_printf(p->arena, "cache.%s.%s", wr_measure_part(p->arena, t->name), what);
}

static void add_limit(struct cli_pipeline *p, const struct cli_trace *t, const char *measure, double limit,
		      bool below, const char *text)
{
	if (limit > 0)
		cli_add_limit(p, &(struct gt_limit){ .measure = measure, .limit = limit, .below = below,
						     .text = text, .at = cli_config_place(p, &t->mark) });
}

static void add_limits(struct cli_pipeline *p, const struct cli_trace *t)
{
	const struct cli_trace *limits = cli_find_trace(p->limits_from, t->name);
	const char *size = measure_name(p, t, t->min_hit_ratio > 0 ? "needed_size" : "recommended_size");

	if (!limits)
		limits = t;
	add_limit(p, t, measure_name(p, t, "hit_ratio"), limits->min_hit_ratio, false,
		  wr_arena_printf(p->arena, "hit ratio of at least %g %%", limits->min_hit_ratio * 100));
	/* Where no size is enough, that is what the hit ratio's own limit says. */
	if (limits->max_size > 0 && wr_run_find_measure(p->run, size))
		add_limit(p, t, size, nextafter(limits->max_size, INFINITY), true,
			  wr_arena_printf(p->arena, "size of at most %.15g%s", limits->max_size,
					  t->by_bytes ? " bytes" : ""));
}

static int one_trace(struct cli_pipeline *p, const struct cli_trace *t, struct wr_err *err)
{
	const struct cli_trace *before = cli_find_trace(p->base_config, t->name);

	if (replay(p, p->config, p->config->root, t, p->run, err))
		return -1;
	add_limits(p, t);
	if (p->base_root && before)
		return replay(p, p->base_config, p->base_root, before, p->base_run, err);
	return 0;
}

static bool wanted(const struct cli_pipeline *p)
{
	return p->config->cache.mark.line > 0;
}

static int run(struct cli_pipeline *p, struct wr_err *err)
{
	const struct cli_trace *items = p->config->cache.traces.items;
	size_t n = p->config->cache.traces.n;

	if (!n)
		return wr_fail(err, WR_EUSAGE, "cache: no traces are configured");
	for (size_t i = 0; i < n; i++) {
		struct wr_err why;

		wr_progress(i, n, wr_arena_printf(p->arena, "cache: %s", items[i].name));
		if (one_trace(p, &items[i], &why))
			cli_problem(p, items[i].name, &items[i].mark, &why);
	}
	return cli_problems(p, "traces", n, err);
}

const struct cli_stage cli_stage_cache = {
	"cache", "replay cache traces", wanted, run
};
