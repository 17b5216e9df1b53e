#ifndef WEIR_LOADSIM_LINK_P_H
#define WEIR_LOADSIM_LINK_P_H

#include "loadsim/connection_p.h"

/* link_p.h - one connection through the fault proxy: the client's end and the server's. */

#define LS_LINK_BUFFER 16384

struct ls_link_end {
	enum ls_source source;          /* first, as in all that epoll watches */
	struct ls_link *link;
	struct ls_channel channel;      /* its fd -1 = none */
	unsigned watched;               /* 0 = not in epoll */
};

struct ls_link_bytes { char *data; size_t from, to; };  /* on their way; LS_LINK_BUFFER allocated */

enum ls_link_stage {
	LS_LINK_IDLE,           /* no request */
	LS_LINK_LATE,           /* its delay has not passed */
	LS_LINK_PASSING,        /* request and answer go through */
	LS_LINK_SWALLOWING,     /* a blackhole */
	LS_LINK_ANSWERING,      /* the request is read, to be answered here */
	LS_LINK_HOLDING,        /* all is out but the last byte */
	LS_LINK_ENDING,         /* what is left goes out, then the connection ends */
	LS_LINK_GONE            /* closed; to be freed when no event can mean it any more */
};

struct ls_link {
	struct ls_link_end client, server;
	enum ls_link_stage stage;
	struct ls_connection *connection;       /* the client's */
	uint16_t port;                  /* its port when this link was made: another one now is another link's */
	struct ls_damage damage;
	struct ls_response response;
	enum ls_response_state answer;
	bool connecting, shaking, reset;        /* the server's end, also while it shakes hands; ENDING by RST */
	unsigned awaits;                /* what the handshake wants to be told of */
	size_t request_left;            /* bytes of the request that were not read yet */
	size_t taken, sent;             /* bytes of the answer: read from the server, gone out */
	struct ls_link_bytes up, down;
	int64_t wake;                   /* ns, INT64_MAX = not waiting for time */
	int64_t paced_from;
	int exhausted;                  /* errno of a lack on this machine */
	struct ls_link *next;
};

/* Of an accepted connection; tls: towards the server, NULL = plain. */
struct ls_link *ls_link_new(int fd, struct ls_connection *c, uint16_t port, int epoll, struct ls_tls *tls,
			    struct ls_traffic *traffic);
void ls_link_free(struct ls_link *l);
/* end: whose; events: what epoll reported, 0 = its time has come. */
void ls_link_handle(struct ls_link *l, struct ls_link_end *end, unsigned events, const struct ls_target *behind,
		    int epoll, int64_t now);

/* The pieces that link.c and link_answer.c share. */
static inline size_t ls_link_pending(const struct ls_link_bytes *b)
{
	return b->to - b->from;
}
void ls_link_end(struct ls_link *l, bool reset);                /* closes both ends: LS_LINK_GONE */
void ls_link_end_after_pending(struct ls_link *l, bool reset);
/* Sends what may go out now; what comes after the last byte of an answer follows. */
void ls_link_pass_down(struct ls_link *l, int64_t now);
/* n more bytes of the answer are in down: what a fault leaves of them. */
void ls_link_damage_answer(struct ls_link *l, size_t n);
/* The proxy answers instead of the server. */
void ls_link_answer_here(struct ls_link *l);

#endif
