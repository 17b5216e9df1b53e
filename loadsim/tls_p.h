#ifndef WEIR_LOADSIM_TLS_P_H
#define WEIR_LOADSIM_TLS_P_H

#include <stdbool.h>
#include "core/err.h"
#include "loadsim/loadsim.h"

/* tls_p.h - what the TLS connections of one thread share (OpenSSL). */

struct ls_channel;
struct ls_target;
struct ls_tls;

/*
 * For connections to t, which must be a https:// one and outlive it.  The certificate must be signed by somebody whom o (or
 * else the system) trusts and be for the host, unless o says not to verify.  http2: nothing else is agreed upon (ALPN).
 * NULL with err (WR_EUSAGE) when o.authority cannot be read.
 */
struct ls_tls *ls_tls_new(const struct ls_tls_options *o, const struct ls_target *t, const char *scenario, bool http2,
			  struct wr_err *err);
void ls_tls_free(struct ls_tls *t);     /* accepts NULL */
const char *ls_tls_why(const struct ls_tls *t);         /* the last handshake that failed, "" = none */

/* Of channel.c alone: the TLS of a connected channel, NULL when memory is short; and the end of its handshake. */
struct ssl_st *ls_tls_start(struct ls_tls *t, struct ls_channel *ch);
bool ls_tls_agreed(struct ls_tls *t, struct ssl_st *ssl);       /* on the protocol */
void ls_tls_failed(struct ls_tls *t, struct ssl_st *ssl);       /* keeps the reason */

#endif
