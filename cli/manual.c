/* manual.c - help, man page and shell completions, printed from the command table. */
#include "cli/manual.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "cli/output.h"

static const struct { int code; const char *meaning; } exit_codes[] = {
	{ 0, "passed" },
	{ 1, "the gate failed" },
	{ 2, "wrong usage or configuration" },
	{ 3, "something could not be measured or read; never counted as passed" },
	{ 4, "inconclusive, with --strict (otherwise a warning and 0)" },
	{ 130, "interrupted" },
};

void cli_print_version(FILE *out)
{
	fprintf(out, "weir %s\n", WEIR_VERSION);
}

void cli_print_overview(FILE *out)
{
	fprintf(out, "weir - a performance gate for CI\n\nUsage: weir COMMAND [OPTIONS]\n\nCommands:\n");
	for (const struct cli_command *const *c = cli_commands(); *c; c++)
		fprintf(out, "  %-10s %s\n", (*c)->name, (*c)->summary);
	fprintf(out, "\n`weir COMMAND --help` tells more of one; `weir --version` the version.\n\nExit codes:\n");
	for (size_t i = 0; i < sizeof exit_codes / sizeof *exit_codes; i++)
		fprintf(out, "  %-4d %s\n", exit_codes[i].code, exit_codes[i].meaning);
}

void cli_print_help(const struct cli_command *command, FILE *out)
{
	const struct wr_opt *const own[] = { command->options, NULL };
	const struct wr_opt *const common[] = { cli_common_options, NULL };

	fprintf(out, "Usage: weir %s %s\n\n%s\n", command->name, command->synopsis, command->description);
	if (command->options && command->options->name) {
		fprintf(out, "\nOptions:\n");
		wr_opt_help(own, out);
	}
	fprintf(out, "\nCommon options:\n");
	wr_opt_help(common, out);
}

/* Text for mdoc: a leading dot or quote would be a request, a backslash an escape; a sentence
 * starts on a line of its own. */
static void man_text(const char *s, FILE *out)
{
	for (bool start = true; *s; s++) {
		if (start && (*s == '.' || *s == '\''))
			fputs("\\&", out);
		start = *s == '\n';
		if (s[0] == '.' && s[1] == ' ' && isupper((unsigned char)s[2])) {
			fputs(".\n", out);
			start = true;
			s++;
			continue;
		}
		if (*s == '\\')
			fputs("\\e", out);
		else if (*s == '-')
			fputs("\\-", out);
		else
			fputc(*s, out);
	}
}

static void man_options(const struct wr_opt *o, FILE *out)
{
	fputs(".Bl -tag -width Ds\n", out);
	for (; o && o->name; o++) {
		fputs(".It ", out);
		if (o->letter)
			fprintf(out, "Fl %c , ", o->letter);
		fprintf(out, "Fl -%s", o->name);
		if (o->argument)
			fprintf(out, " Ar %s", o->argument);
		fputc('\n', out);
		man_text(o->help, out);
		fputc('\n', out);
	}
	fputs(".El\n", out);
}

void cli_print_man(FILE *out)
{
	fputs(".Dd November 20, 2026\n.Dt WEIR 1\n.Os\n.Sh NAME\n.Nm weir\n.Nd performance gate for CI\n"
	      ".Sh SYNOPSIS\n.Nm\n.Ar command\n.Op Ar options\n.Sh DESCRIPTION\n.Nm\n"
	      "reads a change's source, runs its benchmarks against the base revision, replays its\n"
	      "cache traces and plays its load scenarios, and answers with one verdict and the evidence.\n"
	      ".Sh COMMANDS\n", out);
	for (const struct cli_command *const *c = cli_commands(); *c; c++) {
		fprintf(out, ".Ss weir %s ", (*c)->name);
		man_text((*c)->synopsis, out);
		fputc('\n', out);
		man_text((*c)->description, out);
		fputc('\n', out);
		if ((*c)->options && (*c)->options->name)
			man_options((*c)->options, out);
	}
	fputs(".Sh COMMON OPTIONS\n", out);
	man_options(cli_common_options, out);
	fputs(".Sh FILES\n.Bl -tag -width Ds\n.It Pa weir.yaml\n"
	      "The configuration, found upwards from the working folder.\n.El\n"
	      ".Sh EXIT STATUS\n.Bl -tag -width Ds\n", out);
	for (size_t i = 0; i < sizeof exit_codes / sizeof *exit_codes; i++)
		fprintf(out, ".It %d\n%s\n", exit_codes[i].code, exit_codes[i].meaning);
	fputs(".El\n", out);
}

static void bash_completion(FILE *out)
{
	fputs("_weir() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]}\n\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n"
	      "\t\tCOMPREPLY=($(compgen -W '", out);
	for (const struct cli_command *const *c = cli_commands(); *c; c++)
		fprintf(out, "%s ", (*c)->name);
	fputs("--help --version' -- \"$cur\"))\n\t\treturn\n\tfi\n\tlocal words=\n\tcase ${COMP_WORDS[1]} in\n", out);
	for (const struct cli_command *const *c = cli_commands(); *c; c++) {
		fprintf(out, "\t%s) words='", (*c)->name);
		for (const struct wr_opt *o = (*c)->options; o && o->name; o++)
			fprintf(out, "--%s ", o->name);
		fputs("' ;;\n", out);
	}
	fputs("\tesac\n\twords+=' ", out);
	for (const struct wr_opt *o = cli_common_options; o->name; o++)
		fprintf(out, "--%s ", o->name);
	fputs("'\n\tif [[ $cur == -* ]]; then\n\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
	      "\telse\n\t\tCOMPREPLY=($(compgen -f -- \"$cur\"))\n\tfi\n}\ncomplete -o filenames -F _weir weir\n", out);
}

/* Inside '...' of a shell; `special` are characters that its completion reads itself. */
static void quoted(const char *s, const char *special, FILE *out)
{
	for (; *s; s++) {
		if (*s == '\'')
			fputs("'\\''", out);
		else if (strchr(special, *s))
			fprintf(out, "\\%c", *s);
		else
			fputc(*s, out);
	}
}

static void zsh_options(const struct wr_opt *o, FILE *out)
{
	for (; o && o->name; o++) {
		fprintf(out, "\t\t'--%s%s[", o->name, o->argument ? "=" : "");
		quoted(o->help, "[]:", out);
		fprintf(out, "]%s' \\\n", o->argument ? ":value:_files" : "");
	}
}

static void zsh_completion(FILE *out)
{
	fputs("#compdef weir\n_weir() {\n\tlocal -a commands\n\tcommands=(\n", out);
	for (const struct cli_command *const *c = cli_commands(); *c; c++) {
		fprintf(out, "\t\t'%s:", (*c)->name);
		quoted((*c)->summary, "[]:", out);
		fputs("'\n", out);
	}
	fputs("\t)\n\tif (( CURRENT == 2 )); then _describe command commands; return; fi\n\tcase $words[2] in\n", out);
	for (const struct cli_command *const *c = cli_commands(); *c; c++) {
		fprintf(out, "\t%s) _arguments \\\n", (*c)->name);
		zsh_options((*c)->options, out);
		zsh_options(cli_common_options, out);
		fputs("\t\t'*:file:_files' ;;\n", out);
	}
	fputs("\tesac\n}\n_weir \"$@\"\n", out);
}

static void fish_options(const char *command, const struct wr_opt *o, FILE *out)
{
	for (; o && o->name; o++) {
		fputs("complete -c weir", out);
		if (command)
			fprintf(out, " -n '__fish_seen_subcommand_from %s'", command);
		if (o->letter)
			fprintf(out, " -s %c", o->letter);
		fprintf(out, " -l %s%s -d '", o->name, o->argument ? " -r" : "");
		quoted(o->help, "\\", out);
		fputs("'\n", out);
	}
}

static void fish_completion(FILE *out)
{
	for (const struct cli_command *const *c = cli_commands(); *c; c++) {
		fprintf(out, "complete -c weir -n __fish_use_subcommand -a %s -d '", (*c)->name);
		quoted((*c)->summary, "\\", out);
		fputs("'\n", out);
		fish_options((*c)->name, (*c)->options, out);
	}
	fish_options(NULL, cli_common_options, out);
}

int cli_print_completion(const char *shell, FILE *out, struct wr_err *err)
{
	static const struct { const char *shell; void (*print)(FILE *); } shells[] = {
		{ "bash", bash_completion }, { "zsh", zsh_completion }, { "fish", fish_completion },
	};

	for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
		if (!strcmp(shells[i].shell, shell)) {
			shells[i].print(out);
			return 0;
		}
	}
	return wr_fail(err, WR_EUSAGE, "completion: no shell named '%s' (bash, zsh, fish)", shell);
}
