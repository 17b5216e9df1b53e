#ifndef WEIR_LOADSIM_POOL_P_H
#define WEIR_LOADSIM_POOL_P_H

#include "loadsim/connection_p.h"

/*
 * pool_p.h - the connections of a client: closed ones, idle ones (the one
 * used last is taken first) and busy ones, by the intended time of their request.
 */

struct ls_pool {
	struct ls_connection *all;
	size_t n;
	struct ls_connection *idle, *closed;    /* lists by `next` */
	struct ls_connection *oldest, *newest;  /* busy: lists by `newer` and `older` */
};

void ls_pool_start(struct ls_pool *p, size_t n);
void ls_pool_stop(struct ls_pool *p);           /* closes what is open */

/* A connection for a request that is due: an idle one, else a closed one (state tells), else NULL. */
struct ls_connection *ls_pool_take(struct ls_pool *p, struct ls_due due);
/* Its request has ended; its state is LS_IDLE or LS_CLOSED now. */
void ls_pool_give_back(struct ls_pool *p, struct ls_connection *c);
/* An idle one was closed. */
void ls_pool_idle_closed(struct ls_pool *p, struct ls_connection *c);

#endif
