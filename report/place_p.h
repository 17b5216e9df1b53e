#ifndef WEIR_REPORT_PLACE_P_H
#define WEIR_REPORT_PLACE_P_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/model.h"

/* place_p.h - where a finding is, as text and as a path that stays below the root. */

/* "src/a.c:12:7" without what is not known; "" for a finding about the run.
 * Not escaped. */
void rp_place(struct wr_buf *out, const struct wr_location *at);

/* "src/a.c:12:7: message"; the message itself where the place is not known. */
const char *rp_placed(struct wr_arena *arena, const struct wr_location *at, const char *message);

/* The path below the root with "." and empty parts dropped; NULL for what
 * would leave it: absolute paths, "..", and NULL or nothing at all. */
const char *rp_inside(struct wr_arena *arena, const char *path);

/* A path below the root as the repository knows it: behind prefix, unless that
 * is NULL or leads out of the repository. */
const char *rp_in_repository(struct wr_arena *arena, const char *prefix, const char *path);

#endif
