#ifndef WEIR_CORE_MEASURE_INDEX_P_H
#define WEIR_CORE_MEASURE_INDEX_P_H

#include "core/run.h"

/* measure_index_p.h - the measures of a run by name: an open-addressing table of their positions. */

void wr_measure_index_add(struct wr_run *run);          /* the measure that was added last */

#endif
