#include "core/run_json.h"
#include "report/report.h"

static void write_json(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	(void)options;
	wr_run_write_json(run, out);
}

extern const struct rp_format rp_format_json;
const struct rp_format rp_format_json = {
	.name = "json", .file = "run.json",
	.help = "the whole run, for machines and for making every other report again",
	.write = write_json
};
