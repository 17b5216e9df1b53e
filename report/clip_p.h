#ifndef WEIR_REPORT_CLIP_P_H
#define WEIR_REPORT_CLIP_P_H

#include "core/arena.h"

/* clip_p.h - long text cut to what its place can hold. */

/* text itself when it has at most max bytes, else a copy cut between code
 * points and ended with an ellipsis, of at most max bytes (max >= 4). */
const char *rp_clip(struct wr_arena *arena, const char *text, size_t max);

#endif
