#ifndef WEIR_ANALYZER_CACHE_P_H
#define WEIR_ANALYZER_CACHE_P_H

#include <stdbool.h>
#include <stddef.h>
#include "analyzer/inputs.h"
#include "core/buf.h"
#include "core/err.h"

/*
 * cache_p.h - units that were read by an earlier run, one file per source.
 *
 * An entry is found by its key: everything but files that the units depend on
 * (path, flags, weir's own program).  It is good as long as every file that
 * was read is what it was, by stamp or else by contents, and none has
 * appeared where one was looked for in vain.
 *
 * Entries are written to a file of their own and renamed, and carry a
 * checksum: runs may share a cache, and one that is killed leaves no entry.
 *
 * Not seen: another compiler installed beside the one whose headers were read,
 * a header found by a name that a macro made up, files of #embed.
 */

struct an_cache;

/* dir: made if it is not there.  limit: bytes that the entries may take together.  NULL with err: it cannot be used. */
struct an_cache *an_cache_open(const char *dir, size_t limit, struct wr_err *err);
/* Removes what is too much, the longest unused first.  Accepts NULL. */
void an_cache_close(struct an_cache *c);

struct an_inputs *an_cache_inputs(struct an_cache *c);

/* mark: differs where the units, or what they were made of, differ. */
struct an_cached { const char *units; size_t size; uint64_t checksum, mark; };

/* The units of an entry that is still good, valid until the cache is closed; false if there is none. */
bool an_cache_find(struct an_cache *c, const struct wr_buf *key, struct an_cached *out);
/* Is what was found undamaged?  Until this is asked, the units were not looked at. */
bool an_cached_is_whole(const struct an_cached *cached);
/* Keeps units with the inputs noted since an_inputs_begin; their mark.  A disk that is full or read-only keeps nothing. */
uint64_t an_cache_store(struct an_cache *c, const struct wr_buf *key, const void *units, size_t n);

/*
 * The result of a whole analysis, for a run in which nothing changed at all: a key that holds the marks of
 * all sources, and a text.
 */
bool an_cache_find_result(struct an_cache *c, const struct wr_buf *key, struct wr_buf *text);
void an_cache_store_result(struct an_cache *c, const struct wr_buf *key, const struct wr_buf *text);
/* The mark of units that are not kept themselves: they depend on this file alone. */
uint64_t an_cache_mark(struct an_cache *c, const char *path, const void *units, size_t n);

#endif
