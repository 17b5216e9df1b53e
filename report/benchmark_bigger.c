#include "report/benchmark_p.h"
#include "report/report.h"

static void write_bigger(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	(void)options;
	rp_benchmark(run, WR_HIGHER_IS_BETTER, out);
}

extern const struct rp_format rp_format_benchmark_bigger;
const struct rp_format rp_format_benchmark_bigger = {
	.name = "benchmark-bigger", .file = "benchmark-bigger.json",
	.help = "measures for github-action-benchmark, tool customBiggerIsBetter",
	.write = write_bigger
};
