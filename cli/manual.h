#ifndef WEIR_CLI_MANUAL_H
#define WEIR_CLI_MANUAL_H

#include <stdio.h>
#include "cli/command.h"

/* manual.h - help, man page, shell completions and the configuration's reference, printed from the tables that are read. */

void cli_print_version(FILE *out);
void cli_print_overview(FILE *out);                                     /* weir --help */
void cli_print_help(const struct cli_command *command, FILE *out);      /* weir COMMAND --help */
void cli_print_man(FILE *out);                                          /* weir(1), in mdoc */
void cli_print_configuration(FILE *out);        /* docs/configuration.md, in Markdown */
int cli_print_completion(const char *shell, FILE *out, struct wr_err *err);     /* bash, zsh, fish */

#endif
