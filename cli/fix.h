#ifndef WEIR_CLI_FIX_H
#define WEIR_CLI_FIX_H

#include "core/arena.h"
#include "core/run.h"

/*
 * fix.h - makes the changes that findings carry (wr_finding.fix), or shows them.
 *
 * A change inside of another one is made in it, where that says where it belongs;
 * else it is there to be made when the source is analysed again.  Only files in UTF-8 are changed;
 * line ends and a byte order mark stay as they are.
 */
enum cli_fix { CLI_FIX_NONE, CLI_FIX_WRITE, CLI_FIX_DIFF };

/* Changes the files, or prints a unified diff to standard output.  *made = how many changes, *left =
 * how many could not be made together with these.  Paths are relative to root. */
int cli_fix(const struct wr_run *run, const char *root, enum cli_fix how, size_t *made, size_t *left,
	    struct wr_err *err);

#endif
