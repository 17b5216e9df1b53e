/* main.c - argv to a subcommand, and the one place where errors are printed. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/manual.h"
#include "cli/output.h"
#include "core/clock.h"
#include "core/process.h"
#include "core/progress.h"
#include "core/text.h"

static int complain(const struct wr_err *err)
{
	struct wr_buf line = WR_BUF_INIT;

	wr_progress_clear();
	wr_esc_terminal(&line, err->message);
	fprintf(stderr, "weir: %s\n", line.data ? line.data : "");
	wr_buf_free(&line);
	return wr_exit_code(err->code);
}

static int run_command(const struct cli_command *command, int argc, char **argv)
{
	const struct wr_opt *const tables[] = { command->options, cli_common_options, NULL };
	struct wr_err err = { WR_OK, "" };
	struct cli_args args = { argv + 1, 0, NULL };
	int after = argc, code;

	args.operand_count = wr_opt_parse(tables, argc, argv, &after, &err);
	if (args.operand_count < 0)
		return complain(&err);
	if (cli_common.help) {
		cli_print_help(command, stdout);
		return 0;
	}
	if (after < argc)
		args.after = argv + after;
	cli_common.started = wr_monotonic();
	wr_progress_enable(!cli_common.quiet);
	code = command->run(&args, &err);
	wr_progress_clear();
	wr_opt_list_free(&cli_common.formats);
	return code < 0 ? complain(&err) : code;
}

static const char *nearest_command(const char *name)
{
	for (const struct cli_command *const *c = cli_commands(); *c; c++)
		if (wr_starts_with((*c)->name, name) || wr_starts_with(name, (*c)->name))
			return (*c)->name;
	return NULL;
}

int main(int argc, char **argv)
{
	const struct cli_command *command;
	const char *name = argc > 1 ? argv[1] : "--help", *near;

	wr_catch_interrupts();
	if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
		cli_print_version(stdout);
		return 0;
	}
	if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help")) {
		command = argc > 2 ? cli_command_find(argv[2]) : NULL;
		if (command)
			cli_print_help(command, stdout);
		else
			cli_print_overview(argc > 1 ? stdout : stderr);
		return argc > 1 ? 0 : 2;
	}
	command = cli_command_find(name);
	if (command)
		return run_command(command, argc - 1, argv + 1);
	near = nearest_command(name);
	fprintf(stderr, near ? "weir: no command named '%s'; did you mean '%s'?\n"
			     : "weir: no command named '%s' (weir --help lists them)\n", name, near);
	return 2;
}
