/* load.c - the stage that plays the load scenarios, on the head and on the base. */
#include <string.h>

#include "cli/pipeline.h"
#include "cli/server.h"
#include "core/file.h"
#include "core/progress.h"
#include "loadsim/loadsim.h"

static int play_task(const struct cli_scenario *c, const struct ls_scenario *s, struct ls_options *o, struct wr_run *run,
		     struct wr_err *err)
{
	bool simulate = c->mode == CLI_SIMULATE;

	o->soak = c->task == LS_SOAK;
	switch (c->task) {
	case LS_STRESS:
		return ls_stress(s, o, simulate, run, err);
	case LS_CAPACITY:
		return ls_capacity(s, o, run, err);
	case LS_CALIBRATE:
		return ls_calibrate(s, o, run, err);
	default:
		return simulate ? ls_simulate(s, o, run, err) : ls_live(s, o, run, err);
	}
}

static int play_live(struct cli_pipeline *p, const struct cli_scenario *c, const struct ls_scenario *s,
		     const char *root, struct wr_run *run, struct wr_err *err)
{
	struct ls_options options = { .name = c->name, .url = c->url };
	struct cli_server server;
	int rc;

	if (!c->server)
		return play_task(c, s, &options, run, err);
	if (cli_server_start(cli_expand_tree(p->arena, c->server, root), root, p->arena, &server, err))
		return -1;
	options.url = server.url;
	/* all of its group: the command may be a shell that started it */
	options.server = wr_arena_printf(p->arena, "-%ld", (long)server.pid);
	rc = play_task(c, s, &options, run, err);
	cli_server_stop(&server);
	return rc;
}

static int play(struct cli_pipeline *p, const struct cli_scenario *c, const char *root, struct wr_run *run,
		struct ls_scenario *s, struct wr_err *err)
{
	const char *path = wr_path_join(p->arena, root, c->file);

	if (c->task == (c->mode == CLI_LIVE ? LS_CAPACITY : LS_CALIBRATE))
		return wr_fail(err, WR_EUSAGE, "load %s: 'task: %s' needs 'mode: %s'", c->name,
			       c->task == LS_CAPACITY ? "capacity" : "calibrate", c->task == LS_CAPACITY ? "simulate" : "live");
	if (ls_scenario_read(path, p->arena, s, err))
		return -1;
	if (c->mode == CLI_LIVE)
		return play_live(p, c, s, root, run, err);
	return play_task(c, s, &(struct ls_options){ .name = c->name }, run, err);
}

/* Where the head's scenario says it: its line, or the first one if it says it no more. */
static struct wr_location place_of(const char *file, const struct ls_scenario *head, const struct ls_threshold *t)
{
	for (size_t i = 0; i < head->threshold_count; i++)
		if (!strcmp(head->thresholds[i].text, t->text) && head->thresholds[i].line)
			return (struct wr_location){ file, head->thresholds[i].line, head->thresholds[i].column, 0, 0 };
	return (struct wr_location){ file, 1, 1, 0, 0 };
}

/* The thresholds of the base's scenario where there is one, else of the head's. */
static void limit_scenario(struct cli_pipeline *p, const struct cli_scenario *c, const struct ls_scenario *head,
			   const struct ls_scenario *s)
{
	const char *part = wr_measure_part(p->arena, c->name);
	const char *file = wr_path_relative(p->arena, wr_path_join(p->arena, p->config->root, c->file),
					    p->config->root);
	size_t n;
	const struct ls_threshold *limits = ls_limits(s, (enum ls_mode)c->task, p->arena, &n);

	for (size_t i = 0; i < n; i++)
		cli_add_limit(p, &(struct gt_limit){
			.measure = wr_arena_printf(p->arena, "load.%s.%s", part, limits[i].metric),
			.limit = limits[i].limit,
			.below = limits[i].below,
			.text = limits[i].text,
			.at = place_of(file, head, &limits[i]),
		});
}

static int one_scenario(struct cli_pipeline *p, const struct cli_scenario *c, struct wr_err *err)
{
	const struct cli_scenario *before = cli_find_scenario(p->base_config, c->name);
	struct ls_scenario head, base;

	if (play(p, c, p->config->root, p->run, &head, err))
		return -1;
	if (!p->base_root || !before) {
		limit_scenario(p, c, &head, &head);
		return 0;
	}
	if (play(p, before, p->base_root, p->base_run, &base, err))
		return -1;
	limit_scenario(p, c, &head, &base);
	return 0;
}

static bool wanted(const struct cli_pipeline *p)
{
	return p->config->load.mark.line > 0;
}

static int run(struct cli_pipeline *p, struct wr_err *err)
{
	const struct cli_scenario *items = p->config->load.scenarios.items;
	size_t n = p->config->load.scenarios.n;

	if (!n)
		return wr_fail(err, WR_EUSAGE, "load: no scenarios are configured");
	for (size_t i = 0; i < n; i++) {
		struct wr_err why;

		wr_progress(i, n, wr_arena_printf(p->arena, "load: %s", items[i].name));
		if (one_scenario(p, &items[i], &why) == 0)
			continue;
		if (why.code == WR_EINTERRUPT) {
			*err = why;
			return -1;
		}
		cli_problem(p, items[i].name, &items[i].mark, &why);
	}
	return cli_problems(p, "scenarios", n, err);
}

const struct cli_stage cli_stage_load = {
	"load", "play load scenarios, live or simulated", wanted, run
};
