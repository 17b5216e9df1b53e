#ifndef WEIR_CLI_BASE_TREE_H
#define WEIR_CLI_BASE_TREE_H

#include <stdbool.h>
#include "core/arena.h"
#include "core/err.h"
#include "core/run.h"

/*
 * base_tree.h - the tree that the change is compared with: a folder that the
 * user names, or a git revision checked out into a temporary worktree.
 */

struct cli_base_tree {
	const char *root;       /* absolute: what corresponds to the head's root */
	const char *name;       /* as the user gave it */
	bool lasting_name;      /* the next run will find the same files under the same names */
	char *worktree;         /* made by us, or NULL */
	const char *repository;
	size_t changes;         /* files of the head that differ from its last commit */
};

/* base: a folder if there is one of that name, else a revision of the repository around head_root. */
int cli_base_open(const char *base, const char *head_root, struct wr_arena *arena,
		  struct cli_base_tree *out, struct wr_err *err);
/* Says in the run that the head is measured as it stands, where that is not as it was committed. */
void cli_base_note(const struct cli_base_tree *t, struct wr_run *run);
void cli_base_close(struct cli_base_tree *t);   /* removes what we made; accepts a zeroed struct */

#endif
