#ifndef WEIR_CORE_OPT_H
#define WEIR_CORE_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include "core/err.h"

/*
 * opt.h - options as tables.  --help, the man page and the shell completions
 * are printed from the same rows.  "--name value", "--name=value", "-n value",
 * "-nvalue", "--flag", "--no-flag"; "--" ends the options.
 */

enum wr_opt_kind {
	WR_OPT_FLAG,            /* bool */
	WR_OPT_STRING,          /* const char * (borrowed from argv) */
	WR_OPT_INT,             /* long long, min..max */
	WR_OPT_DURATION,        /* double seconds */
	WR_OPT_RATIO,           /* double 0..1 */
	WR_OPT_CHOICE,          /* int, index into choices */
	WR_OPT_LIST             /* struct wr_opt_list: repeatable and comma-separated */
};

struct wr_opt_list { const char *items[64]; size_t n; char *storage; };  /* wr_opt_list_free */

struct wr_opt {
	char letter;            /* 0 = none */
	const char *name;       /* long name without dashes; NULL ends the table */
	enum wr_opt_kind kind;
	void *target;
	const char *argument;   /* "FILE", "N"; NULL for flags */
	const char *help;       /* one line */
	const char *const *choices;
	double min, max;        /* both 0: no limits */
};

/* Fills the targets from argv[1..]; tables may be several (own and common),
 * NULL-ended.  An argument that begins with "--" must be joined ("--output=--x"):
 * else the option before it is taken to lack one.  Operands (arguments that are not options) are moved to the front of argv
 * from argv[1] on; returns their number, or -1 with err ("--frob: unknown
 * option; did you mean --from?").  If "--" was met, *after (if not NULL) is the index
 * into argv of what follows it, else argc; operands count only what stands before it. */
int wr_opt_parse(const struct wr_opt *const *tables, int argc, char **argv, int *after,
		 struct wr_err *err);
void wr_opt_help(const struct wr_opt *const *tables, FILE *out);        /* the rows, aligned */
void wr_opt_list_free(struct wr_opt_list *l);

#endif
