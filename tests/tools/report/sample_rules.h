#ifndef WEIR_TESTS_TOOLS_REPORT_SAMPLE_RULES_H
#define WEIR_TESTS_TOOLS_REPORT_SAMPLE_RULES_H

#include <stddef.h>
#include "core/model.h"

/* sample_rules.h - what some rules say of themselves, for reports that are
 * made without the engines. */

static const struct wr_rule sample_rules[] = {
	{ "loop-query-indirect", "A query runs once per turn of a loop, through a call",
	  "Fetch everything with one query before the loop, or pass the rows in.", "c,cpp,python",
	  WR_HIGH, WR_CONFIDENCE_HIGH, false, NULL },
	{ "loop-linear-search", "A linear search runs once per turn of a loop",
	  "Put the searched values into a set or a hash table before the loop.", "c,cpp,python",
	  WR_HIGH, WR_CONFIDENCE_HIGH, false, NULL },
	{ "quad-strlen-cond", "The length of a string is walked again in every loop condition",
	  "Take the length once before the loop.", "c,cpp", WR_HIGH, WR_CONFIDENCE_HIGH, false, NULL },
	{ "loop-regex-compile", "A constant pattern is compiled in a loop",
	  "Compile the pattern once, outside the loop.", "c,cpp,python", WR_MEDIUM, WR_CONFIDENCE_HIGH, false, NULL },
	{ "quad-string-concat", "A string grows by copying itself in a loop",
	  "Collect the parts in a list and join them once.", "cpp,python", WR_MEDIUM, WR_CONFIDENCE_MEDIUM, false, NULL },
	{ "loop-log-format", "A log line is formatted although its level is off",
	  "Pass the arguments to the logger and let it format.", "cpp,python", WR_LOW, WR_CONFIDENCE_MEDIUM, false, NULL },
	{ "bench-slower", "A benchmark got slower than its limit allows",
	  "Compare the profiles of both revisions, or raise the limit with a reason.", "",
	  WR_HIGH, WR_CONFIDENCE_HIGH, false, NULL },
};

enum { SAMPLE_RULES = sizeof sample_rules / sizeof *sample_rules };

/* As rp_options.rules wants them. */
static inline const struct wr_rule *const *sample_rule_list(void)
{
	static const struct wr_rule *list[SAMPLE_RULES + 1];

	for (size_t i = 0; i < SAMPLE_RULES; i++)
		list[i] = &sample_rules[i];
	return list;
}

#endif
