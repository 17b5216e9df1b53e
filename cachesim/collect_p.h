#ifndef WEIR_CACHESIM_COLLECT_P_H
#define WEIR_CACHESIM_COLLECT_P_H

#include <stddef.h>
#include <stdint.h>
#include "cachesim/cachesim.h"
#include "cachesim/format_p.h"
#include "cachesim/keyclass_p.h"
#include "cachesim/numbering_p.h"
#include "core/err.h"

/* collect_p.h - a trace that grows request by request. */

enum { CS_PENDING = 1024 };             /* keys numbered at once, so that their slots can be prefetched */

struct cs_collector {                   /* start from zero, with a name, a trace and, before the first request, fields */
	const char *name;               /* of the file, for messages */
	unsigned fields;                /* CS_HAS_..., which columns there are */
	struct cs_trace *trace;
	size_t cap;                     /* requests that its columns have room for */
	double origin, latest;          /* of times, as in the file */
	struct cs_numbering numbering;
	uint64_t identity[CS_PENDING];
	size_t pending;                 /* requests whose key has no id yet: the last ones */
	struct cs_keyclasses classes;
};

/* -1 (WR_ELIMIT): too many keys or requests. */
int cs_collector_add(struct cs_collector *c, const struct cs_request *q, struct wr_err *err);
/* Completes the trace. */
int cs_collector_finish(struct cs_collector *c, struct wr_err *err);
/* Frees all, and the trace unless it was taken out. */
void cs_collector_close(struct cs_collector *c);

#endif
