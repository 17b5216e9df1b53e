/* channel.c - sockets, plain or under TLS. */
#include "loadsim/channel_p.h"

#include <errno.h>
#include <linux/net_tstamp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define STAMPS (SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE)

/* Whether connect() failed for want of something on this side. */
static bool is_ours(int why)
{
	return why == EADDRNOTAVAIL || why == ENOBUFS || why == ENOMEM || why == EAGAIN;
}

enum ls_opening ls_channel_open(struct ls_channel *ch, const struct ls_target *t, int *why)
{
	ch->tls = NULL;
	ch->fd = socket(t->address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (ch->fd < 0) {
		*why = errno;
		return LS_OPEN_EXHAUSTED;
	}
	ch->traffic->connections++;
	setsockopt(ch->fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	ch->stamped = false;
	if (!connect(ch->fd, (const struct sockaddr *)&t->address, t->address_size))
		return LS_OPEN;
	if (errno == EINPROGRESS)
		return LS_OPENS;
	*why = errno;
	close(ch->fd);
	return is_ours(*why) ? LS_OPEN_EXHAUSTED : LS_OPEN_REFUSED;
}

int ls_channel_connected(const struct ls_channel *ch)
{
	int why = 0;
	socklen_t size = sizeof why;

	return getsockopt(ch->fd, SOL_SOCKET, SO_ERROR, &why, &size) ? errno : why;
}

enum ls_shake ls_channel_shake(struct ls_channel *ch)
{
	int done;

	if (!ch->context)
		return LS_SHAKEN;
	if (!ch->tls && !(ch->tls = ls_tls_start(ch->context, ch)))
		return LS_SHAKE_FAILED;
	ERR_clear_error();
	done = SSL_do_handshake(ch->tls);
	if (done == 1)
		return ls_tls_agreed(ch->context, ch->tls) ? LS_SHAKEN : LS_SHAKE_FAILED;
	switch (SSL_get_error(ch->tls, done)) {
	case SSL_ERROR_WANT_READ:
		return LS_SHAKE_READS;
	case SSL_ERROR_WANT_WRITE:
		return LS_SHAKE_WRITES;
	default:
		ls_tls_failed(ch->context, ch->tls);
		return LS_SHAKE_FAILED;
	}
}

/* What a TLS call returned, as recv and send would have said it. */
static ssize_t as_plain(const struct ls_channel *ch, int result)
{
	if (result > 0)
		return result;
	switch (SSL_get_error(ch->tls, result)) {
	case SSL_ERROR_WANT_READ:
	case SSL_ERROR_WANT_WRITE:
		errno = EAGAIN;
		return -1;
	case SSL_ERROR_ZERO_RETURN:
		return 0;
	default:
		errno = ECONNRESET;     /* also an end without a close_notify: what was cut off cannot be told */
		return -1;
	}
}

void ls_channel_stamp(struct ls_channel *ch, bool on)
{
	if (on != ch->stamped && !setsockopt(ch->fd, SOL_SOCKET, SO_TIMESTAMPING, &(int){ on ? STAMPS : 0 }, sizeof(int)))
		ch->stamped = on;
}

static void keep_stamp(struct ls_channel *ch, struct msghdr *message)
{
	for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
		struct timespec t;

		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SO_TIMESTAMPING)
			continue;
		memcpy(&t, CMSG_DATA(c), sizeof t);     /* the first of three: the software's */
		if (t.tv_sec)
			ch->stamp = (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
	}
}

ssize_t ls_channel_take(struct ls_channel *ch, void *buffer, size_t size)
{
	char control[256];
	struct iovec bytes = { buffer, size };
	struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
	bool stamped = ch->stamped && ch->traffic->late;
	ssize_t n = stamped ? recvmsg(ch->fd, &message, 0) : recv(ch->fd, buffer, size, 0);

	ch->stamp = 0;
	if (n > 0)
		ch->traffic->received += n;
	if (n > 0 && stamped)
		keep_stamp(ch, &message);
	return n;
}

ssize_t ls_channel_recv(struct ls_channel *ch, void *buffer, size_t size)
{
	if (ch->tls) {
		ERR_clear_error();
		return as_plain(ch, SSL_read(ch->tls, buffer, (int)size));
	}
	return ls_channel_take(ch, buffer, size);
}

ssize_t ls_channel_send(struct ls_channel *ch, const void *bytes, size_t n)
{
	ssize_t sent;

	if (ch->tls) {
		ERR_clear_error();
		return as_plain(ch, SSL_write(ch->tls, bytes, (int)n));
	}
	sent = send(ch->fd, bytes, n, MSG_NOSIGNAL);
	if (sent > 0)
		ch->traffic->sent += sent;
	return sent;
}

int ls_channel_holds_bytes(const struct ls_channel *ch)
{
	return ch->tls && SSL_has_pending(ch->tls);
}

void ls_channel_close(struct ls_channel *ch, int abort)
{
	if (ch->tls && !abort && SSL_is_init_finished(ch->tls)) {
		ERR_clear_error();
		SSL_shutdown(ch->tls);
	}
	SSL_free(ch->tls);
	ch->tls = NULL;
	if (abort)
		setsockopt(ch->fd, SOL_SOCKET, SO_LINGER, &(struct linger){ 1, 0 }, sizeof(struct linger));
	close(ch->fd);
}
