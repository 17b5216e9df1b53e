/* rules.c - what the gate's own rules say of themselves. */
#include "gate/gate_p.h"

#include <string.h>

const struct wr_rule gt_bench_slower = {
	.id = "bench-slower",
	.title = "A benchmark became slower than its threshold allows",
	.help = "Look at what the change added to the benchmark's path: weir profile shows where the time goes. "
		"Raise the benchmark's max-slowdown on the base branch if the cost is wanted.",
	.languages = "",
	.severity = WR_HIGH,
	.confidence = WR_CONFIDENCE_HIGH,
};

const struct wr_rule gt_bench_memory = {
	.id = "bench-memory",
	.title = "A benchmark's peak memory grew beyond its threshold",
	.help = "Look for data that is now held at the same time: whole files, copies, caches without a bound. "
		"Raise the benchmark's max-memory-growth on the base branch if the memory is wanted.",
	.languages = "",
	.severity = WR_HIGH,
	.confidence = WR_CONFIDENCE_HIGH,
};

const struct wr_rule gt_bench_growth = {
	.id = "bench-growth",
	.title = "A benchmark's time or memory grows faster with its input than it did",
	.help = "Look for a loop in a loop, or a search, copy or query per item, in what the change added: weir analyze "
		"names many of them.",
	.languages = "",
	.severity = WR_HIGH,
	.confidence = WR_CONFIDENCE_HIGH,
};

const struct wr_rule gt_gate_limit = {
	.id = "gate-limit",
	.title = "A measure is beyond the limit that was set for it",
	.help = "The limit stands in weir.yaml or in the scenario. Bring the measure back within it, or change the "
		"limit on the base branch with a reason.",
	.languages = "",
	.severity = WR_HIGH,
	.confidence = WR_CONFIDENCE_HIGH,
};

const struct wr_rule gt_gate_regression = {
	.id = "gate-regression",
	.title = "A measure is worse than in the base or the baseline",
	.help = "Measure again with weir run --base to tell the change from the machine. If the new value is wanted, "
		"save a new baseline.",
	.languages = "",
	.severity = WR_HIGH,
	.confidence = WR_CONFIDENCE_MEDIUM,
};

const struct wr_rule gt_not_measured = {
	.id = WR_NOT_MEASURED,
	.title = "Something that the gate is asked to judge could not be measured",
	.help = "Read the message: a build that broke, a command that failed, a file that cannot be read. Until it is "
		"mended the run is incomplete, which is never a pass.",
	.languages = "",
	.severity = WR_HIGH,
	.confidence = WR_CONFIDENCE_HIGH,
};

static const struct wr_rule *const rules[] = {
	&gt_bench_slower, &gt_bench_memory, &gt_bench_growth, &gt_gate_limit, &gt_gate_regression, &gt_not_measured, NULL
};

const struct wr_rule *const *gt_rules(void)
{
	return rules;
}

bool gt_is_own_rule(const char *id)
{
	for (size_t i = 0; rules[i]; i++) {
		if (!strcmp(rules[i]->id, id))
			return true;
	}
	return false;
}
