#ifndef WEIR_LOADSIM_CLIENT_STATE_P_H
#define WEIR_LOADSIM_CLIENT_STATE_P_H

#include "loadsim/backlog_p.h"
#include "loadsim/client_p.h"
#include "loadsim/feed_p.h"
#include "loadsim/mix_p.h"
#include "loadsim/pool_p.h"
#include "loadsim/proxy_p.h"
#include "loadsim/wire_p.h"

/* client_state_p.h - the live client at work: set up by client_run.c, played by client.c. */

#define LS_CLIENT_BUFFER 65536

struct ls_client {
	const struct ls_client_options *options;
	struct ls_wire *wires;
	struct ls_mix mix;
	struct ls_results *results;
	struct ls_client_totals *totals;
	struct wr_err *err;
	struct ls_feed feed;
	struct wr_rng request_rng;
	struct ls_faults faults;
	struct ls_proxy *proxy;         /* NULL unless the scenario has faults */
	int epoll;
	int64_t origin;                 /* of the run's clock: CLOCK_MONOTONIC, ns */
	int64_t timeout, stop;          /* ns */
	bool more;                      /* requests are to come: */
	int64_t next, gap;              /* when the next arrival is due, and how long after the one before */
	struct ls_backlog backlog;
	struct ls_pool pool;
	int64_t progress_at;
	bool failed;
	char *buffer;
};

/* From the first request to the end of the last, or until c->failed. */
void ls_client_play(struct ls_client *c);
int64_t ls_client_monotonic(void);      /* ns */

#endif
