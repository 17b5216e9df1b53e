#ifndef WEIR_LOADSIM_BACKLOG_P_H
#define WEIR_LOADSIM_BACKLOG_P_H

#include "loadsim/connection_p.h"

/* backlog_p.h - requests that are due and wait for a connection: first in, first out. */

struct ls_backlog { struct ls_due *items; size_t first, n, cap; };

void ls_backlog_push(struct ls_backlog *b, struct ls_due due);
void ls_backlog_push_front(struct ls_backlog *b, struct ls_due due);
struct ls_due ls_backlog_pop(struct ls_backlog *b);                     /* n > 0 */
const struct ls_due *ls_backlog_first(const struct ls_backlog *b);      /* NULL when empty */
void ls_backlog_free(struct ls_backlog *b);

#endif
