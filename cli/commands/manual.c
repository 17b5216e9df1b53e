/* manual.c - `weir manual`: the man page, the shell completions, the reference of weir.yaml. */
#include "cli/manual.h"

#include <errno.h>
#include <string.h>

#include "cli/output.h"

static const struct wr_opt options[] = {
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static int print(const char *what, FILE *out, struct wr_err *err)
{
	if (!strcmp(what, "man"))
		cli_print_man(out);
	else if (!strcmp(what, "configuration"))
		cli_print_configuration(out);
	else
		return cli_print_completion(what, out, err);
	return 0;
}

static int run(const struct cli_args *args, struct wr_err *err)
{
	FILE *out = stdout;
	int rc;

	if (args->operand_count != 1)
		return wr_fail(err, WR_EUSAGE, "manual: say man, configuration, bash, zsh or fish");
	if (cli_common.output && !(out = fopen(cli_common.output, "w")))
		return wr_fail(err, WR_EIO, "%s: %s", cli_common.output, strerror(errno));
	rc = print(args->operands[0], out, err);
	if ((out != stdout ? fclose(out) : fflush(out)) && rc == 0)
		return wr_fail(err, WR_EIO, "%s: %s", cli_common.output ? cli_common.output : "standard output",
			       strerror(errno));
	return rc;
}

const struct cli_command cli_command_manual = {
	"manual", "man|configuration|bash|zsh|fish", "print the man page, the reference of weir.yaml, completions",
	"Prints the manual page (mdoc), the reference of weir.yaml (Markdown) or the completions of a shell,\n"
	"made from the same tables as --help and as what reads the file.",
	options, run
};
