#ifndef WEIR_CLI_COMMAND_H
#define WEIR_CLI_COMMAND_H

#include "core/err.h"

/*
 * command.h - subcommands.  Adding one: commands/<name>.c with one exported
 * `const struct cli_command cli_command_<name>` and one line in commands.def.
 */

struct cli_command {
	const char *name;
	const char *synopsis;   /* "[PATH...] [-p BUILD_DIR] ..." */
	const char *summary;    /* one line */
	/* argv[0] is the command's name.  Returns the process exit code, or -1
	 * with err, which main prints once and turns into 2, 3 or 130. */
	int (*run)(int argc, char **argv, struct wr_err *err);
};

const struct cli_command *const *cli_commands(void);    /* NULL-ended */

#endif
