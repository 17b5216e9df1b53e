#ifndef WEIR_LOADSIM_SESSION_P_H
#define WEIR_LOADSIM_SESSION_P_H

#include "core/buf.h"
#include "loadsim/connection_p.h"

/* session_p.h - HTTP/2 connections (RFC 9113, by nghttp2), each with many requests at once. */

enum ls_session_state { LS_SESSION_CLOSED, LS_SESSION_CONNECTING, LS_SESSION_SHAKING, LS_SESSION_OPEN };

struct ls_session {
	enum ls_source source;          /* LS_SOURCE_SESSION, first as in all that epoll watches */
	enum ls_session_state state;
	struct ls_sessions *home;
	struct ls_channel channel;
	nghttp2_session *h2;            /* while it is open */
	struct ls_connection *first;    /* the requests on it */
	size_t streams, most;           /* how many they are; how many the server takes at once */
	bool used;                      /* has carried a response before */
	bool last;                      /* the server takes no more on it (GOAWAY) beyond ... */
	int32_t last_stream;
	struct wr_buf out;              /* what is to be sent, from out_from on */
	size_t out_from;
	bool blocked;                   /* epoll tells when more can be sent */
	bool dirty;                     /* in the list of those with something to send */
	struct ls_session *next;
};

struct ls_sessions {
	struct ls_session *all;
	size_t n, streams_each, in_use, turn;
	const struct ls_target *target;
	int epoll;
	struct ls_session *dirty;
	char *buffer;                   /* room for what is read */
	size_t buffer_size;
	/* What became of a request; its connection is CLOSED, unless it was LS_CONNECTED: then it is to be sent. */
	void (*hear)(void *user, struct ls_connection *c, enum ls_outcome outcome, int why);
	void *user;
};

/* All but the first three must have been set. */
void ls_sessions_start(struct ls_sessions *ss, size_t n, size_t streams_each, struct ls_tls *tls,
		       struct ls_traffic *traffic);
void ls_sessions_stop(struct ls_sessions *ss);          /* closes all and tells nobody */
bool ls_sessions_have_room(const struct ls_sessions *ss);

/* A session for c, which it shares with what else is due at the moment, then the next: LS_CONNECTED, LS_PENDING (it will be heard of), LS_REFUSED or LS_EXHAUSTED; there is room. */
enum ls_outcome ls_sessions_take(struct ls_sessions *ss, struct ls_connection *c, int *why);
/* Hands c->due over, to go out with the next flush. */
void ls_session_send(struct ls_connection *c, int64_t now);
/* Its answer is waited for no longer. */
void ls_session_cancel(struct ls_connection *c);
/* What epoll reported. */
void ls_session_handle(struct ls_session *s, unsigned events);
/* To be called before waiting: requests of one moment share a packet. */
void ls_sessions_flush(struct ls_sessions *ss);

/* What session.c and session_h2.c share. */
void ls_session_tell(struct ls_connection *c, enum ls_outcome outcome, int why);        /* takes it off its session */
void ls_session_open_h2(struct ls_session *s);
int32_t ls_session_submit(struct ls_connection *c);     /* the stream, below 0 = there are no numbers left */

#endif
