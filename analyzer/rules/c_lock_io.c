/*
 * c_lock_io.c - something slow is done while a mutex is held.
 *
 * Costs: everyone who needs the mutex waits as long as the slow call takes: a sleep, a round trip, a
 * disk that syncs.  Under load the program runs no faster than one thread at a time.
 * Misses: reads and writes of files, waits for other threads, calls through pointers.
 * Wrongly reports: a slow call that has to be alone with what the mutex protects.
 */
#include "analyzer/held_io.h"

static void check(const struct an_program *p, struct an_sink *sink)
{
	an_report_slow_calls(p, sink, false);
}

const struct an_rule an_rule_c_lock_io = {
	.meta = {
		.id = "c-lock-io",
		.title = "Something slow is done while a mutex is held",
		.help = "Copy what is needed under the mutex, give it back, and do the slow thing then; take it again to "
			"store the result.",
		.languages = "c,cpp",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.check = check,
};
