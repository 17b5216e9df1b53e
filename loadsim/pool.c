/* pool.c - who has which connection. */
#include "loadsim/pool_p.h"

#include <stdlib.h>
#include "core/alloc.h"

static void put_back(struct ls_pool *p, struct ls_connection *c)
{
	struct ls_connection **list = c->state == LS_IDLE ? &p->idle : &p->closed;

	c->next = *list;
	*list = c;
}

void ls_pool_start(struct ls_pool *p, size_t n)
{
	*p = (struct ls_pool){ .all = wr_calloc(n, sizeof *p->all), .n = n };
	for (size_t i = n; i-- > 0;)
		put_back(p, &p->all[i]);
}

void ls_pool_stop(struct ls_pool *p)
{
	for (size_t i = 0; i < p->n; i++) {
		if (p->all[i].state != LS_CLOSED && !p->all[i].session)
			ls_connection_close(&p->all[i], false);
	}
	free(p->all);
	*p = (struct ls_pool){ 0 };
}

static void link_busy(struct ls_pool *p, struct ls_connection *c)
{
	struct ls_connection *before = p->newest;

	/* nearly always the newest; only a request that is sent again is not */
	while (before && before->due.intended > c->due.intended)
		before = before->older;
	c->older = before;
	c->newer = before ? before->newer : p->oldest;
	*(before ? &before->newer : &p->oldest) = c;
	*(c->newer ? &c->newer->older : &p->newest) = c;
}

static void unlink_busy(struct ls_pool *p, struct ls_connection *c)
{
	*(c->older ? &c->older->newer : &p->oldest) = c->newer;
	*(c->newer ? &c->newer->older : &p->newest) = c->older;
	c->older = c->newer = NULL;
}

struct ls_connection *ls_pool_take(struct ls_pool *p, struct ls_due due)
{
	struct ls_connection **list = p->idle ? &p->idle : &p->closed, *c = *list;

	if (!c)
		return NULL;
	*list = c->next;
	c->due = due;
	link_busy(p, c);
	return c;
}

void ls_pool_give_back(struct ls_pool *p, struct ls_connection *c)
{
	unlink_busy(p, c);
	put_back(p, c);
}

void ls_pool_idle_closed(struct ls_pool *p, struct ls_connection *c)
{
	struct ls_connection **at = &p->idle;

	while (*at != c)
		at = &(*at)->next;
	*at = c->next;
	put_back(p, c);
}
