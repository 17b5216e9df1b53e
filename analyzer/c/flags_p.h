#ifndef WEIR_ANALYZER_C_FLAGS_P_H
#define WEIR_ANALYZER_C_FLAGS_P_H

#include <stdbool.h>
#include <stddef.h>
#include "analyzer/c/database_p.h"
#include "analyzer/front.h"
#include "core/arena.h"

/*
 * flags_p.h - a compiler's command line to what libclang needs of it.
 *
 * An option goes through if it is in options.def; language, standard and the
 * folder of libclang's own headers are added.
 */

struct an_c_flags {
	const char **argv;              /* without compiler and source file */
	size_t count;
	bool cpp;
	const char *file;               /* absolute: the source file as libclang is to open it */
	const char **guessed;           /* the standard in argv, where nobody said which; or NULL */
	const char *notes[4];           /* what the user should know, WR_WARNING */
	size_t note_count;
};

/*
 * The flags of a file: of its entry (NULL = it has none), else setup->flags if
 * there are any, else those of a neighbour in its folder.  Without an entry or
 * neighbour, where the headers are is guessed (an_c_guess_includes).
 * database may be NULL.  The flags live as long as arena, setup and database.
 */
void an_c_flags_make(struct wr_arena *arena, const struct an_front_setup *setup,
		     const struct an_c_database *database, const char *path, struct an_c_flags *out);

/* The absolute path of a file in the checkout that was built (setup->built_as), or its own where that is root. */
char *an_c_as_built(struct wr_arena *arena, const struct an_front_setup *setup, const char *path);
/* The entry of a file, here or in the checkout that was built, or, of one that is no longer there, of a neighbour or a
 * namesake; NULL if there is none. */
const struct an_c_entry *an_c_database_entry(struct wr_arena *arena, const struct an_front_setup *setup,
					     const struct an_c_database *database, const char *path);

/* Takes out what only some machines have (-march, --target and the like), for a
 * second try when libclang refuses a command line. */
void an_c_flags_plain(struct an_c_flags *flags);

/* Takes a newer standard where it was guessed; false if it was not, or is the newest already. */
bool an_c_flags_newer(struct an_c_flags *flags);

/* -I and the like for folders that may hold the headers of a file (absolute path): those from its own
 * up to root, the "include" of each, root/src, and those beside them that have headers.  Below root only. */
const char *const *an_c_guess_includes(struct wr_arena *arena, const char *file, const char *root, size_t *count);

#endif
