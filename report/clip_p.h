#ifndef WEIR_REPORT_CLIP_P_H
#define WEIR_REPORT_CLIP_P_H

#include "core/arena.h"

/* clip_p.h - text cut to what its place can hold, and made harmless. */

/* text itself when it has at most max bytes, else a copy cut between code
 * points and ended with an ellipsis, of at most max bytes (max >= 4). */
const char *rp_clip(struct wr_arena *arena, const char *text, size_t max);

/* text as one line of at most max bytes with nothing in it that a terminal or a
 * CI runner would act on (wr_esc_terminal), for formats whose readers print it;
 * "(empty)" for no text at all, which many of them refuse. */
const char *rp_inert(struct wr_arena *arena, const char *text, size_t max);

#endif
