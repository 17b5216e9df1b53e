/* told.c - what the running rule has reported of a function already. */
#include "analyzer/sink_p.h"

bool an_told_before(struct an_sink *sink, uint32_t function, uint32_t thing)
{
	if (sink->told.rule != sink->rule || sink->told.function != function) {
		sink->told.rule = sink->rule;
		sink->told.function = function;
		sink->told.n = 0;
	}
	for (unsigned i = 0; i < sink->told.n; i++) {
		if (sink->told.things[i] == thing)
			return true;
	}
	if (sink->told.n < AN_TOLD_MAX)
		sink->told.things[sink->told.n++] = thing;
	return false;
}
