#ifndef WEIR_ANALYZER_UNIT_P_H
#define WEIR_ANALYZER_UNIT_P_H

#include "analyzer/unit.h"

/* unit_p.h - the layout of a unit, shared by the builder, the check and the dump. */

#define AN_UNIT_MAGIC "weiru1\0"        /* 8 bytes with the final NUL */

size_t an_record_size(enum an_table t);
const char *an_table_name(enum an_table t);

#endif
