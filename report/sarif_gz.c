/* sarif_gz.c - the SARIF file as code scanning's upload takes it. */
#include "core/file.h"
#include "report/report.h"

static void write_sarif_gz(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	struct wr_buf plain = WR_BUF_INIT;

	rp_format_find("sarif")->write(run, options, &plain);
	wr_gzip(plain.data, plain.len, out);
	wr_buf_free(&plain);
}

extern const struct rp_format rp_format_sarif_gz;
const struct rp_format rp_format_sarif_gz = {
	.name = "sarif.gz", .file = "weir.sarif.gz",
	.help = "the same, gzipped: what an upload to code scanning carries",
	.write = write_sarif_gz
};
