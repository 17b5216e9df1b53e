/* client_time.c - the clocks of the live client, and when it wakes. */
#include "loadsim/client_state_p.h"

#include <string.h>
#include <time.h>

#define NS INT64_C(1000000000)

/*
 * To be woken costs more than to send and to read.  Arrivals that follow each other closely are therefore sent some at a time,
 * answers to earlier ones are read then, too, and the kernel's stamps tell when they came.
 */
#define CLOSE_TOGETHER 150000           /* ns, from arrival to arrival */
#define TOO_SHORT 5000                  /* ns: to sleep for less takes longer */
#define COALESCE 90000                  /* ns: the first of those sent together is late by this ... */
#define ONE_ALONE 3                     /* ... or, if they are further apart than half of it, by one distance; but every third time there is
					   one alone, so that more than half of them, and so the median, are not late */
#define MOST_WAIT 250000000             /* ns; then it looks whether somebody pressed Ctrl-C, or another thread failed */

int64_t ls_client_monotonic(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * NS + t.tv_nsec;
}

int64_t ls_client_clock(const struct ls_client *c)
{
	return ls_client_monotonic() - c->crew->origin;
}

int64_t ls_client_earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

double ls_client_seconds(int64_t ns)
{
	return ns <= 0 ? 0 : (double)ns * 1e-9;
}

void ls_client_fail(struct ls_client *c, enum wr_status code, const char *what, int why)
{
	if (!c->failed)
		wr_fail(&c->err, code, "%s: %s: %s", c->crew->options->target.url, what, strerror(why));
	c->failed = true;
}

/* Whether what is on its way may wait until the next requests are due. */
bool ls_client_may_wait(const struct ls_client *c)
{
	return c->more && c->calm >= LS_MOST_CALM / 2 && c->gap < CLOSE_TOGETHER && !c->backlog.n;
}

static int64_t next_wake(const struct ls_client *c, int64_t now)
{
	if (c->next - now < TOO_SHORT)
		return now;
	if (c->feed.users || c->gap >= CLOSE_TOGETHER)
		return c->next;
	if (c->backlog.n)
		return c->next + COALESCE;      /* no connection is free for it anyway */
	if (!ls_client_may_wait(c))
		return c->next + COALESCE / 2;
	if (c->gap < COALESCE / 2)
		return c->next + COALESCE - c->gap;
	return c->next + (c->wakes % ONE_ALONE ? c->gap : 0);
}

/* When something is to be done although no connection reports anything. */
int64_t ls_client_wake_at(const struct ls_client *c, int64_t now)
{
	const struct ls_due *waiting = ls_backlog_first(&c->backlog);
	int64_t at = ls_client_earlier(c->stop, now + MOST_WAIT);

	if (c->more)
		at = ls_client_earlier(at, next_wake(c, now));
	if (c->pool.oldest)
		at = ls_client_earlier(at, c->pool.oldest->due.intended + c->timeout);
	if (waiting)
		at = ls_client_earlier(at, waiting->intended + c->timeout);
	if (c->proxy)
		at = ls_client_earlier(at, ls_proxy_wake_at(c->proxy));
	return at;
}
