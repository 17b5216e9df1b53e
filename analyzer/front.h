#ifndef WEIR_ANALYZER_FRONT_H
#define WEIR_ANALYZER_FRONT_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/run.h"
#include "analyzer/inputs.h"
#include "analyzer/unit.h"

/*
 * front.h - the front ends.  Adding one: a folder, its `const struct an_front`,
 * and one line in fronts.def.
 */

/* How to read the files: made once, before the workers are forked. */
struct an_front_setup {
	const char *build_dir;          /* of compile_commands.json, NULL = search */
	const char *const *flags;       /* for files without an entry */
	size_t flag_count;
	const char *root;
	const char *built_as;           /* the checkout that the build's description speaks of instead of root, or NULL */
};

enum an_in_build { AN_BUILD_UNKNOWN, AN_IN_BUILD, AN_NOT_IN_BUILD };

struct an_front {
	const char *name;                       /* "c", "python" */
	const char *const *extensions;          /* with dot, lower case, NULL-ended */
	/* State for this run or NULL with err.  Runs in the parent: it must not
	 * start threads, nor load a parser that could crash. */
	void *(*open)(const struct an_front_setup *setup, struct wr_err *err);
	void (*close)(void *state);
	/*
	 * Reads one file and appends its units to out, each preceded by nothing
	 * and aligned to 4 (the header has the size).  Runs in a worker process.
	 * A file with syntax errors still gives a unit, with diagnostics; -1 only
	 * if nothing at all can be said of it.
	 */
	int (*read)(void *state, const char *path, struct wr_buf *out, struct wr_err *err);
	/* Does the build compile the file, as far as a description of the build (a compilation database)
	 * tells?  NULL: there are no builds. */
	enum an_in_build (*in_build)(void *state, const char *path);
	/*
	 * For the cache; NULL: reading is so fast that none is worth it.  key() appends all that
	 * the units of the file depend on but the contents of files: flags, versions, names; false if that
	 * cannot be told.  note_inputs() has read() tell in what it reads and seeks from now on.
	 */
	bool (*key)(void *state, const char *path, struct wr_buf *key);
	void (*note_inputs)(void *state, struct an_inputs *in);
	/* Notices about the description of the build as a whole, once in_build was asked for every file; or NULL. */
	void (*tell)(void *state, struct wr_run *run);
};

extern const struct an_front an_front_c;
extern const struct an_front an_front_python;

/* The front end for a path by its extension, or NULL. */
const struct an_front *an_front_for(const char *path);

#endif
