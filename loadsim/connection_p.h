#ifndef WEIR_LOADSIM_CONNECTION_P_H
#define WEIR_LOADSIM_CONNECTION_P_H

#include <stdint.h>
#include "loadsim/channel_p.h"
#include "loadsim/faults_p.h"
#include "loadsim/response_p.h"
#include "loadsim/target_p.h"
#include "loadsim/wire_p.h"

/*
 * connection_p.h - who carries a request: a keep-alive connection of HTTP/1.1 (socket, request going out, response
 * coming in), or, of an HTTP/2 connection that many share (session_p.h), one stream.
 */

/* What epoll watches: each starts with this, so that a report can be told whose it is. */
enum ls_source { LS_SOURCE_CLIENT, LS_SOURCE_SESSION, LS_SOURCE_LISTENER, LS_SOURCE_LINK };

enum ls_connection_state { LS_CLOSED, LS_CONNECTING, LS_SHAKING, LS_BUSY, LS_IDLE };

struct ls_due {                 /* a request that is due */
	int64_t intended;       /* nanoseconds since the start of the run */
	const struct ls_wire *wire;
	struct ls_damage damage;
	uint8_t again;          /* how often it was sent before: on a kept connection that turned out to be closed, or untouched */
};

struct ls_connection {
	enum ls_source source;  /* LS_SOURCE_CLIENT */
	enum ls_connection_state state;         /* of a stream: CLOSED, CONNECTING (its session does) or BUSY */
	struct ls_channel channel;              /* open while not LS_CLOSED; not of a stream */
	bool used;              /* has carried a response before */
	struct ls_due due;      /* while connecting or busy */
	int64_t sent;           /* when the first byte of it was handed over */
	size_t written;
	struct ls_response response;
	uint16_t port;          /* through the fault proxy: our port, and the errno with ... */
	int behind;             /* ... which the proxy could not reach the server, 0 = it could */
	const char *behind_tls; /* why the proxy could not agree with it on TLS, NULL = it could */
	struct ls_session *session;             /* whose stream this is, NULL of none */
	int32_t stream;         /* its number, 0 = the request is not handed over yet */
	struct ls_connection *before, *after;   /* among those of a session */
	struct ls_connection *next;             /* in a list of idle or closed ones */
	struct ls_connection *older, *newer;    /* among those with a request, by intended time */
};

enum ls_outcome {
	LS_PENDING,             /* nothing to tell yet */
	LS_CONNECTED,           /* now the request can be sent */
	LS_ANSWERED,            /* response.status; the connection is idle again or closed */
	LS_REFUSED,             /* could not connect: *why is the errno; closed */
	LS_EXHAUSTED,           /* this machine lacks what a connection needs: *why is the errno; closed */
	LS_LOST,                /* the peer closed or reset it before the response was whole; closed */
	LS_GARBLED,             /* not an HTTP response; closed */
	LS_INSECURE,            /* no TLS came about: ls_tls_why; closed */
	LS_UNTOUCHED            /* the server says that it did nothing about it (RFC 9113, 8.7); closed */
};

/* Starts to connect, for c->due: LS_PENDING, LS_CONNECTED, LS_INSECURE, LS_REFUSED or LS_EXHAUSTED. */
enum ls_outcome ls_connection_open(struct ls_connection *c, const struct ls_target *t, int epoll, int *why);
/* Starts to send c->due on an open connection. */
enum ls_outcome ls_connection_send(struct ls_connection *c, int epoll, int64_t now);
/* What epoll reported.  buffer is room for what is read, shared by all.  An idle one stays idle or is closed. */
enum ls_outcome ls_connection_handle(struct ls_connection *c, int epoll, unsigned events, char *buffer,
				     size_t size, int *why);
/* abort: by RST, so that nothing of this connection lingers. */
void ls_connection_close(struct ls_connection *c, bool abort);

#endif
