#ifndef WEIR_REPORT_BENCHMARK_P_H
#define WEIR_REPORT_BENCHMARK_P_H

#include "core/buf.h"
#include "core/run.h"

/* benchmark_p.h - the custom input of github-action-benchmark: [ { name, unit, value, range, extra } ].
 * It has one direction per file. */

/* The measures for which `better` is better. */
void rp_benchmark(const struct wr_run *run, enum wr_better better, struct wr_buf *out);

#endif
