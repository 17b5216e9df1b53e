/* commands.c - the table of subcommands. */
#include "cli/command.h"

#include <string.h>

#define COMMAND(name) extern const struct cli_command cli_command_##name;
#include "cli/commands.def"
#undef COMMAND

const struct cli_command *const *cli_commands(void)
{
	static const struct cli_command *const commands[] = {
#define COMMAND(name) &cli_command_##name,
#include "cli/commands.def"
#undef COMMAND
		NULL
	};

	return commands;
}

const struct cli_command *cli_command_find(const char *name)
{
	for (const struct cli_command *const *c = cli_commands(); *c; c++)
		if (!strcmp((*c)->name, name))
			return *c;
	return NULL;
}
