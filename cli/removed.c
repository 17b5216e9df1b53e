#include "cli/removed.h"

#include <string.h>

/* Where it stood: the section that is left, if one is. */
static void warn(struct cli_pipeline *p, const char *what, const char *name, const struct wr_mark *section)
{
	static const struct wr_mark top = { 1, 1 };
	struct wr_location at = cli_config_place(p, section->line ? section : &top);

	wr_run_note_at(p->run, WR_WARNING, &at, "the base's weir.yaml has the %s '%s', this change's has not: "
		       "nothing holds it any more", what, name);
}

static bool has(const struct wr_strings *list, const char *text)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->items[i], text))
			return true;
	return false;
}

static void note_paths(struct cli_pipeline *p)
{
	const struct cli_analyze_config *base = &p->base_config->analyze, *head = &p->config->analyze;

	for (size_t i = 0; base->mark.line && i < base->paths.n; i++)
		if (!head->mark.line || !has(&head->paths, base->paths.items[i]))
			warn(p, "path to analyze", base->paths.items[i], &head->mark);
}

static void note_benchmarks(struct cli_pipeline *p)
{
	const struct cli_bench_config *base = &p->base_config->bench;
	const struct cli_benchmark *items = base->benchmarks.items;

	for (size_t i = 0; i < base->benchmarks.n; i++)
		if (!cli_find_benchmark(p->config, items[i].name))
			warn(p, "benchmark", items[i].name, &p->config->bench.mark);
}

static void note_traces(struct cli_pipeline *p)
{
	const struct cli_trace *items = p->base_config->cache.traces.items;

	for (size_t i = 0; i < p->base_config->cache.traces.n; i++)
		if (!cli_find_trace(p->config, items[i].name))
			warn(p, "cache trace", items[i].name, &p->config->cache.mark);
}

static void note_scenarios(struct cli_pipeline *p)
{
	const struct cli_scenario *items = p->base_config->load.scenarios.items;

	for (size_t i = 0; i < p->base_config->load.scenarios.n; i++)
		if (!cli_find_scenario(p->config, items[i].name))
			warn(p, "load scenario", items[i].name, &p->config->load.mark);
}

void cli_note_removed(struct cli_pipeline *p, const char *const *only, size_t n)
{
	static const struct {
		const char *stage;
		void (*note)(struct cli_pipeline *p);
	} notes[] = {
		{ "analyze", note_paths }, { "bench", note_benchmarks }, { "cache", note_traces }, { "load", note_scenarios },
	};

	for (size_t i = 0; p->base_config && i < sizeof notes / sizeof *notes; i++) {
		bool asked = !n;

		for (size_t k = 0; k < n; k++)
			asked |= !strcmp(only[k], notes[i].stage);
		if (asked)
			notes[i].note(p);
	}
}
