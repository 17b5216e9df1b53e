#ifndef WEIR_REPORT_FLAME_P_H
#define WEIR_REPORT_FLAME_P_H

#include "report/chart_p.h"

/*
 * flame_p.h - a series of call stacks as a picture and a table.
 *
 * Its name ends in ".stacks"; each line is a stack, outermost function first,
 * "main;parse;next_token", and its points add up to the time or the number of
 * samples that was spent there.
 */

/* Appends the figure; nothing where there is no stack with time in it. */
void rp_flame(struct wr_buf *out, struct wr_arena *arena, const struct wr_series *series, unsigned *id);

#endif
