/* pipeline.c - runs the stages, times them, and keeps going when one fails. */
#include "cli/pipeline.h"

#include <stdio.h>
#include <string.h>

#include "cli/gate_run.h"
#include "cli/removed.h"
#include "core/alloc.h"
#include "core/clock.h"
#include "core/file.h"
#include "core/process.h"
#include "core/progress.h"

#define STAGE(name) extern const struct cli_stage cli_stage_##name;
#include "cli/stages.def"
#undef STAGE

const struct cli_stage *const *cli_stages(void)
{
	static const struct cli_stage *const stages[] = {
#define STAGE(name) &cli_stage_##name,
#include "cli/stages.def"
#undef STAGE
		NULL
	};

	return stages;
}

static bool named(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

static const struct cli_stage *find_stage(const char *name)
{
	for (const struct cli_stage *const *s = cli_stages(); *s; s++)
		if (!strcmp((*s)->name, name))
			return *s;
	return NULL;
}

static int check_names(const struct cli_pipeline *p, const char *const *only, size_t n, struct wr_err *err)
{
	for (size_t i = 0; i < n; i++) {
		const struct cli_stage *stage = find_stage(only[i]);

		if (!stage)
			return wr_fail(err, WR_EUSAGE, "no stage named '%s' (analyze, bench, cache, load)", only[i]);
		if (!stage->wanted(p))
			return wr_fail(err, WR_EUSAGE, "%s: there is no section '%s' in it, so that there is nothing to run",
				       p->config->path, only[i]);
	}
	return 0;
}

static int run_stage(struct cli_pipeline *p, const struct cli_stage *stage, struct wr_err *err)
{
	struct wr_err why = { WR_OK, "" };
	double start = wr_monotonic();
	int rc;

	p->problems = 0;
	wr_progress(0, 0, stage->name);
	rc = stage->run(p, &why);
	wr_run_add_stage(p->run, &(struct wr_stage){
		.name = stage->name,
		.status = rc ? WR_STAGE_FAILED : WR_STAGE_OK,
		.seconds = wr_monotonic() - start,
		.message = rc ? why.message : NULL,
	});
	if (rc && why.code == WR_EINTERRUPT) {
		*err = why;
		return -1;
	}
	return 0;
}

int cli_pipeline_run(struct cli_pipeline *p, const char *const *only, size_t n, struct wr_err *err)
{
	if (check_names(p, only, n, err))
		return -1;
	for (const struct cli_stage *const *s = cli_stages(); *s; s++) {
		if (n ? named((*s)->name, only, n) : (*s)->wanted(p)) {
			if (run_stage(p, *s, err))
				return -1;
		}
		if (wr_interrupted)
			return wr_fail(err, WR_EINTERRUPT, "interrupted");
	}
	cli_note_removed(p, only, n);
	return 0;
}

struct wr_location cli_config_place(const struct cli_pipeline *p, const struct wr_mark *mark)
{
	const char *path = p->config->path;

	if (!path)
		return (struct wr_location){ .path = NULL };
	return (struct wr_location){ wr_path_relative(p->arena, path, p->config->root), mark->line, mark->column, 0, 0 };
}

void cli_problem(struct cli_pipeline *p, const char *what, const struct wr_mark *mark, const struct wr_err *err)
{
	struct wr_location at = cli_config_place(p, mark);

	if (!p->problems++)
		snprintf(p->first_problem, sizeof p->first_problem, "%s", err->message);
	wr_run_note_at(p->run, WR_ERROR, &at, "%s: %s", what, err->message);
}

int cli_problems(struct cli_pipeline *p, const char *what, size_t total, struct wr_err *err)
{
	if (!p->problems)
		return 0;
	if (total == 1)
		return wr_fail(err, WR_EMEASURE, "%.400s", p->first_problem);
	return wr_fail(err, WR_EMEASURE, "%zu of %zu %s failed; the first: %.400s", p->problems, total, what,
		       p->first_problem);
}

void cli_add_limit(struct cli_pipeline *p, const struct gt_limit *limit)
{
	*WR_PUSH(p->limits, p->limit_count, p->limit_cap) = *limit;
}

static const char *quote(struct wr_arena *arena, const char *path)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+,@:";
	struct wr_buf out = WR_BUF_INIT;
	char *result;

	if (!path[strspn(path, plain)])
		return path;
	wr_buf_char(&out, '\'');
	for (; *path; path++) {
		if (*path == '\'')
			wr_buf_str(&out, "'\\''");
		else
			wr_buf_char(&out, *path);
	}
	wr_buf_char(&out, '\'');
	result = wr_arena_strdup(arena, out.data);
	wr_buf_free(&out);
	return result;
}

const char *cli_expand_tree(struct wr_arena *arena, const char *line, const char *tree)
{
	const char *quoted = quote(arena, tree), *mark;
	struct wr_buf out = WR_BUF_INIT;
	char *result;

	for (; (mark = strstr(line, "{tree}")); line = mark + 6) {
		wr_buf_add(&out, line, (size_t)(mark - line));
		wr_buf_str(&out, quoted);
	}
	wr_buf_str(&out, line);
	result = wr_arena_strdup(arena, out.data);
	wr_buf_free(&out);
	return result;
}

#define FIND(function, type, list_member) \
	const struct type *function(const struct cli_config *c, const char *name) \
	{ \
		const struct type *items = c ? c->list_member.items : NULL; \
		for (size_t i = 0; c && i < c->list_member.n; i++) \
			if (!strcmp(items[i].name, name)) \
				return &items[i]; \
		return NULL; \
	}

FIND(cli_find_benchmark, cli_benchmark, bench.benchmarks)
FIND(cli_find_trace, cli_trace, cache.traces)
FIND(cli_find_scenario, cli_scenario, load.scenarios)

#define PLACES(stage, type, list) \
	for (size_t i = 0; i < p->config->list.n; i++) { \
		const struct type *item = &((const struct type *)p->config->list.items)[i]; \
		\
		places[n++] = (struct gt_place){ \
			wr_arena_printf(p->arena, stage ".%s.", wr_measure_part(p->arena, item->name)), \
			cli_config_place(p, &item->mark) }; \
	}

static void add_places(const struct cli_pipeline *p, struct gt_policy *out)
{
	const struct cli_config *c = p->config;
	struct gt_place *places = wr_arena_array(p->arena, c->bench.benchmarks.n + c->cache.traces.n +
						 c->load.scenarios.n, sizeof *places);
	size_t n = 0;

	PLACES("bench", cli_benchmark, bench.benchmarks)
	PLACES("cache", cli_trace, cache.traces)
	PLACES("load", cli_scenario, load.scenarios)
	out->places = places;
	out->place_count = n;
}

void cli_policy(const struct cli_pipeline *p, struct gt_policy *out)
{
	const struct cli_config *c = p->limits_from;

	*out = (struct gt_policy)GT_POLICY_DEFAULT;
	cli_policy_fail_on(out, c->analyze.fail_on);
	out->limits = p->limits;
	out->limit_count = p->limit_count;
	out->max_change = c->gate.max_change;
	add_places(p, out);
}
