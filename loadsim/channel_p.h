#ifndef WEIR_LOADSIM_CHANNEL_P_H
#define WEIR_LOADSIM_CHANNEL_P_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "loadsim/target_p.h"
#include "loadsim/tls_p.h"

/* channel_p.h - one non-blocking socket, plain or under TLS, with the manners of recv and send. */

struct ls_traffic {             /* of all channels of a client */
	bool late;                      /* what is read now came a while ago: the stamps are wanted */
	long long sent, received;       /* bytes on the wire, under TLS its records included */
	long long connections;          /* that were begun */
};

struct ls_channel {
	int fd;                 /* while it is open */
	struct ssl_st *tls;     /* NULL = plain */
	struct ls_tls *context; /* of the target, NULL = plain */
	struct ls_traffic *traffic;
	bool stamped;           /* the kernel notes when bytes come */
	int64_t stamp;          /* ... those last read: CLOCK_REALTIME, ns; 0 = not known, or not wanted */
	int exact;              /* under TLS: takes no more from the socket than is handed out, so that epoll tells of the rest */
};

enum ls_opening { LS_OPEN, LS_OPENS, LS_OPEN_REFUSED, LS_OPEN_EXHAUSTED };      /* exhausted: this machine lacks something */

/* Starts to connect; context and traffic must be set.  OPENS: to be asked again when it can be written.  The last two: *why is errno. */
enum ls_opening ls_channel_open(struct ls_channel *ch, const struct ls_target *t, int *why);
/* What became of it: 0 or the errno. */
int ls_channel_connected(const struct ls_channel *ch);

enum ls_shake { LS_SHAKEN, LS_SHAKE_READS, LS_SHAKE_WRITES, LS_SHAKE_FAILED };
/*
 * The TLS handshake, to be called after the connect and again when it can go on.  The channel must stay where it is
 * in memory from then on.  Failed: ls_tls_why says it.  Plain channels are SHAKEN at once.
 */
enum ls_shake ls_channel_shake(struct ls_channel *ch);

/* From now on the kernel notes when bytes come, or no longer does, which is cheaper (Linux 4.14 or newer; else it never does). */
void ls_channel_stamp(struct ls_channel *ch, bool on);
/* recv of the socket itself, below TLS, which keeps the stamp and counts the bytes. */
ssize_t ls_channel_take(struct ls_channel *ch, void *buffer, size_t size);
/* As recv and send do: -1 with errno EAGAIN when there is nothing to be done now. */
ssize_t ls_channel_recv(struct ls_channel *ch, void *buffer, size_t size);
ssize_t ls_channel_send(struct ls_channel *ch, const void *bytes, size_t n);
/* Bytes were read from the socket and not handed out yet: epoll knows nothing of them. */
int ls_channel_holds_bytes(const struct ls_channel *ch);

/* abort: by RST, so that nothing of this connection lingers. */
void ls_channel_close(struct ls_channel *ch, int abort);

#endif
