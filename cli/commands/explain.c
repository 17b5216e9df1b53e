/* explain.c - `weir explain`: the page of one rule. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/output.h"
#include "core/buf.h"
#include "core/embedded.h"

static const struct wr_opt options[] = {
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static int no_such_rule(const char *id, struct wr_err *err)
{
	for (const struct wr_rule *const *r = cli_rules(); *r; r++)
		if (strstr((*r)->id, id))
			return wr_fail(err, WR_EUSAGE, "explain: no rule named '%s'; did you mean '%s'?", id, (*r)->id);
	return wr_fail(err, WR_EUSAGE, "explain: no rule named '%s' (weir rules lists them)", id);
}

static int run(const struct cli_args *args, struct wr_err *err)
{
	const struct wr_rule *rule = NULL;
	struct wr_buf name = WR_BUF_INIT;
	const char *page;

	if (args->operand_count != 1)
		return wr_fail(err, WR_EUSAGE, "explain: name one rule (weir rules lists them)");
	for (const struct wr_rule *const *r = cli_rules(); *r; r++)
		if (!strcmp((*r)->id, args->operands[0]))
			rule = *r;
	if (!rule)
		return no_such_rule(args->operands[0], err);
	wr_buf_printf(&name, "docs/rules/%s.md", rule->id);
	page = wr_embedded(name.data, NULL);
	wr_buf_free(&name);
	if (page)
		fputs(page, stdout);
	else
		printf("# %s\n\n%s. %s\n", rule->id, rule->title, rule->help);
	printf("\nDefault severity: %s. Confidence: %s.%s%s\n", wr_severity_name(rule->severity),
	       wr_confidence_name(rule->confidence), *rule->languages ? " Languages: " : "", rule->languages);
	return 0;
}

const struct cli_command cli_command_explain = {
	"explain", "RULE", "why a rule matters and what to do",
	"Prints the page of a rule: why it costs, what to do, what it misses, what it wrongly reports.",
	options, run
};
