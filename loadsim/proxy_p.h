#ifndef WEIR_LOADSIM_PROXY_P_H
#define WEIR_LOADSIM_PROXY_P_H

#include "loadsim/connection_p.h"

/*
 * proxy_p.h - the fault proxy: between the live client and the server, in the
 * same process and event loop.  The client connects to its front; what is done
 * to a request stands in the connection that carries it (due.damage).
 */

struct ls_proxy;

/* Listens on loopback, plain.  behind and tls (NULL = plain) are borrowed.  NULL with err (WR_EIO). */
struct ls_proxy *ls_proxy_new(const struct ls_target *behind, struct ls_tls *tls, int epoll, struct wr_err *err);
void ls_proxy_free(struct ls_proxy *p);         /* accepts NULL; closes all connections */

const struct ls_target *ls_proxy_front(const struct ls_proxy *p);       /* where to connect */
const struct ls_target *ls_proxy_nobody(const struct ls_proxy *p);      /* an address that refuses */

/* c was just opened towards the front: what comes from its port belongs to it.  c must outlive the proxy. */
void ls_proxy_expect(struct ls_proxy *p, struct ls_connection *c);
/* What epoll reported for something whose source is not LS_SOURCE_CLIENT; now in ns. */
void ls_proxy_handle(struct ls_proxy *p, enum ls_source *what, unsigned events, int64_t now);
/* When it wants to go on although nothing is reported, ns; INT64_MAX = not. */
int64_t ls_proxy_wake_at(const struct ls_proxy *p);
/* To be called after each batch of events, and when it wants to go on. */
void ls_proxy_run(struct ls_proxy *p, int64_t now);
/* errno of a lack on this machine (descriptors), 0 = none. */
int ls_proxy_exhausted(const struct ls_proxy *p);

#endif
