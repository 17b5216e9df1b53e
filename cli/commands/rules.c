/* rules.c - `weir rules`: every rule of this program. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/output.h"

static bool as_markdown;

static const struct wr_opt options[] = {
	{ 0, "markdown", WR_OPT_FLAG, &as_markdown, NULL, "a Markdown table with links to the rule pages", NULL, 0, 0 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static int run(const struct cli_args *args, struct wr_err *err)
{
	if (args->operand_count)
		return wr_fail(err, WR_EUSAGE, "rules: takes no arguments; `weir explain %s` explains one",
			       args->operands[0]);
	if (as_markdown)
		printf("| rule | severity | languages | what is wrong |\n|---|---|---|---|\n");
	for (const struct wr_rule *const *r = cli_rules(); *r; r++) {
		const struct wr_rule *rule = *r;
		const char *languages = *rule->languages ? rule->languages : "measures";

		if (as_markdown)
			printf("| [%s](%s.md) | %s | %s | %s |\n", rule->id, rule->id,
			       wr_severity_name(rule->severity), languages, rule->title);
		else
			printf("%-28s %-9s %-14s %s%s%s%s%s\n", rule->id, wr_severity_name(rule->severity), languages, rule->title,
			       rule->off_by_default ? " (off by default)" : "", rule->doubtful ? " (low in " : "",
			       rule->doubtful ? rule->doubtful : "", rule->doubtful ? ")" : "");
	}
	return 0;
}

const struct cli_command cli_command_rules = {
	"rules", "[--markdown]", "list every rule",
	"One line per rule: id, default severity, languages, and what is wrong; where it is a note so far.",
	options, run
};
