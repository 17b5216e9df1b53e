#ifndef WEIR_CLI_COMMAND_H
#define WEIR_CLI_COMMAND_H

#include "core/err.h"
#include "core/opt.h"

/*
 * command.h - subcommands.
 *
 * Adding one: commands/<name>.c with one exported `const struct cli_command
 * cli_command_<name>`, and one line in commands.def.  Help, man page and shell
 * completions are printed from the struct.
 */

struct cli_args {
	char **operands;        /* arguments that are not options */
	int operand_count;
	char **after;           /* what follows "--"; NULL-ended, NULL if there was no "--" */
};

struct cli_command {
	const char *name;
	const char *synopsis;           /* what follows the name: "[PATH...]" */
	const char *summary;            /* one line, no full stop */
	const char *description;        /* a paragraph or two, plain text */
	const struct wr_opt *options;   /* its own; the common ones are added */
	/* The process exit code, or -1 with err, which main prints once and turns into 2, 3 or 130. */
	int (*run)(const struct cli_args *args, struct wr_err *err);
};

const struct cli_command *const *cli_commands(void);    /* NULL-ended, in the order of commands.def */
const struct cli_command *cli_command_find(const char *name);   /* or NULL */

#endif
