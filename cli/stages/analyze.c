/* analyze.c - the stage that reads the source, of the head and of the base. */
#include <string.h>

#include "analyzer/analyzer.h"
#include "cli/gate_run.h"
#include "cli/hot.h"
#include "cli/output.h"
#include "cli/pipeline.h"
#include "core/file.h"

static int set_options(struct cli_pipeline *p, const struct cli_config *config, const char *root,
		       struct an_options *options, struct wr_err *err)
{
	const char **paths;

	cli_analyze_options(config, &p->limits_from->analyze, p->arena, options);
	options->exclude = p->limits_from->analyze.exclude.items;
	options->exclude_count = p->limits_from->analyze.exclude.n;
	paths = wr_arena_array(p->arena, options->path_count, sizeof *paths);
	for (size_t i = 0; i < options->path_count; i++)
		paths[i] = wr_path_join(p->arena, root, config->analyze.paths.items[i]);
	options->paths = paths;
	options->root = root;
	if (options->build_dir)
		options->build_dir = wr_path_join(p->arena, root, options->build_dir);
	options->jobs = (unsigned)cli_common.jobs;
	/* The base is weighed as the head is, or a profile would make old findings look new. */
	return cli_read_hot(p->config->analyze.profiles.items, p->config->analyze.profiles.n, p->config->root, p->arena, options,
			    err);
}

/* The base first: what its functions cost is what the head's are compared with. */
static int analyze_base(struct cli_pipeline *p, struct an_degrees **degrees, struct wr_err *err)
{
	struct an_options options;
	struct wr_err why;

	if (set_options(p, p->base_config ? p->base_config : p->config, p->base_root, &options, err))
		return -1;
	options.degrees = degrees;
	cli_set_built_as(&options, p->config->root, p->config->analyze.compile_commands, p->arena);
	if (!p->base_lasts)
		options.cache_dir = NULL;
	if (an_analyze(&options, p->base_run, &why))
		return wr_fail(err, why.code, "base: %.480s", why.message);
	return 0;
}

static bool wanted(const struct cli_pipeline *p)
{
	return p->config->analyze.mark.line > 0;
}

static int run(struct cli_pipeline *p, struct wr_err *err)
{
	struct an_degrees *degrees = NULL;
	struct an_options options;
	int failed;

	if (p->base_root && analyze_base(p, &degrees, err))
		return -1;
	failed = set_options(p, p->config, p->config->root, &options, err);
	options.base_degrees = degrees;
	if (!failed)
		failed = an_analyze(&options, p->run, err);
	an_degrees_free(degrees);
	return failed ? -1 : cli_check_read(p->run, err);
}

const struct cli_stage cli_stage_analyze = {
	"analyze", "read the source for bottlenecks", wanted, run
};
