#include "report/benchmark_p.h"
#include "report/report.h"

static void write_smaller(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	(void)options;
	rp_benchmark(run, WR_LOWER_IS_BETTER, out);
}

extern const struct rp_format rp_format_benchmark_smaller;
const struct rp_format rp_format_benchmark_smaller = {
	.name = "benchmark-smaller", .file = "benchmark-smaller.json",
	.help = "measures for github-action-benchmark, tool customSmallerIsBetter",
	.write = write_smaller
};
