/* tls.c - OpenSSL's side of the connections. */
#include "loadsim/tls_p.h"

#include <errno.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include "core/alloc.h"
#include "core/file.h"
#include "loadsim/channel_p.h"

static const unsigned char h1_name[] = "\x08http/1.1", h2_name[] = "\x02h2";

struct ls_tls {
	SSL_CTX *context;
	BIO_METHOD *socket;
	const struct ls_tls_options *options;
	const struct ls_target *target;
	bool http2;
	char why[200];
};

/* -- a BIO over a channel's socket: no SIGPIPE, and the bytes are counted ----- */

static int bio_write(BIO *bio, const char *bytes, int n)
{
	struct ls_channel *ch = BIO_get_data(bio);
	ssize_t sent = send(ch->fd, bytes, (size_t)n, MSG_NOSIGNAL);

	BIO_clear_retry_flags(bio);
	if (sent < 0 && (errno == EAGAIN || errno == EINTR))
		BIO_set_retry_write(bio);
	if (sent > 0)
		ch->traffic->sent += sent;
	return (int)sent;
}

static int bio_read(BIO *bio, char *bytes, int n)
{
	struct ls_channel *ch = BIO_get_data(bio);
	ssize_t got = ls_channel_take(ch, bytes, (size_t)n);

	BIO_clear_retry_flags(bio);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		BIO_set_retry_read(bio);
	return (int)got;
}

static long bio_ctrl(BIO *bio, int command, long number, void *pointer)
{
	(void)bio;
	(void)number;
	(void)pointer;
	return command == BIO_CTRL_FLUSH;
}

static BIO_METHOD *make_socket_method(void)
{
	BIO_METHOD *m = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "weir socket");

	if (!m)
		return NULL;
	BIO_meth_set_write(m, bio_write);
	BIO_meth_set_read(m, bio_read);
	BIO_meth_set_ctrl(m, bio_ctrl);
	return m;
}

/* -- the context ------------------------------------------------------------- */

static const char *last_error(void)
{
	unsigned long code = ERR_peek_last_error();
	const char *reason = code ? ERR_reason_error_string(code) : NULL;

	return reason ? reason : "unknown TLS error";
}

static int trust(struct ls_tls *t, const char *scenario, struct wr_err *err)
{
	const char *file = t->options->authority;

	if (!file) {
		SSL_CTX_set_default_verify_paths(t->context);
		return 0;
	}
	ERR_clear_error();
	if (wr_is_file(file) && SSL_CTX_load_verify_file(t->context, file) == 1)
		return 0;
	return wr_fail_at(err, WR_EUSAGE, scenario, t->options->mark.line, t->options->mark.column,
			  "tls: '%s' holds no certificates in PEM form (%s)", file,
			  wr_is_file(file) ? last_error() : "it is not a file");
}

struct ls_tls *ls_tls_new(const struct ls_tls_options *o, const struct ls_target *target, const char *scenario,
			  bool http2, struct wr_err *err)
{
	struct ls_tls *t = wr_calloc(1, sizeof *t);

	t->options = o;
	t->target = target;
	t->http2 = http2;
	t->context = SSL_CTX_new(TLS_client_method());
	t->socket = make_socket_method();
	if (!t->context || !t->socket) {
		wr_fail(err, WR_ELIMIT, "%s: no memory for TLS", target->url);
		ls_tls_free(t);
		return NULL;
	}
	SSL_CTX_set_min_proto_version(t->context, TLS1_2_VERSION);
	SSL_CTX_set_mode(t->context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	/* every connection makes a whole handshake, as those of independent clients do */
	SSL_CTX_set_session_cache_mode(t->context, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_verify(t->context, o->trust_anyone ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, NULL);
	if (http2)
		SSL_CTX_set_alpn_protos(t->context, h2_name, sizeof h2_name - 1);
	else
		SSL_CTX_set_alpn_protos(t->context, h1_name, sizeof h1_name - 1);
	if (!o->trust_anyone && trust(t, scenario, err)) {
		ls_tls_free(t);
		return NULL;
	}
	return t;
}

void ls_tls_free(struct ls_tls *t)
{
	if (!t)
		return;
	SSL_CTX_free(t->context);
	BIO_meth_free(t->socket);
	free(t);
}

const char *ls_tls_why(const struct ls_tls *t)
{
	return t ? t->why : "";
}

/* -- connections ---------------------------------------------------------------- */

static int expect_host(const struct ls_tls *t, SSL *ssl)
{
	const char *host = t->options->name ? t->options->name : t->target->host;
	X509_VERIFY_PARAM *param = SSL_get0_param(ssl);

	/* an address is no name (RFC 6066, 3) */
	if (X509_VERIFY_PARAM_set1_ip_asc(param, host) == 1)
		return 0;
	return SSL_set_tlsext_host_name(ssl, host) == 1 && SSL_set1_host(ssl, host) == 1 ? 0 : -1;
}

struct ssl_st *ls_tls_start(struct ls_tls *t, struct ls_channel *ch)
{
	SSL *ssl = SSL_new(t->context);
	BIO *bio = BIO_new(t->socket);

	if (!ssl || !bio || expect_host(t, ssl)) {
		SSL_free(ssl);
		BIO_free(bio);
		return NULL;
	}
	BIO_set_data(bio, ch);
	BIO_set_init(bio, 1);
	SSL_set_bio(ssl, bio, bio);
	/* one recv for the header of a record and what follows it */
	SSL_set_read_ahead(ssl, !ch->exact);
	SSL_set_connect_state(ssl);
	return ssl;
}

bool ls_tls_agreed(struct ls_tls *t, struct ssl_st *ssl)
{
	const unsigned char *name;
	unsigned n;

	if (!t->http2)
		return true;
	SSL_get0_alpn_selected(ssl, &name, &n);
	if (n == sizeof h2_name - 2 && !memcmp(name, h2_name + 1, n))
		return true;
	snprintf(t->why, sizeof t->why, "the server does not speak HTTP/2 (ALPN: %.*s)", n ? (int)n : 7,
		 n ? (const char *)name : "nothing");
	return false;
}

void ls_tls_failed(struct ls_tls *t, struct ssl_st *ssl)
{
	long verified = SSL_get_verify_result(ssl);

	if (verified != X509_V_OK && !t->options->trust_anyone)
		snprintf(t->why, sizeof t->why,
			 "the server's certificate is not trusted: %s (tls: authority: FILE names who signs it)",
			 X509_verify_cert_error_string(verified));
	else
		snprintf(t->why, sizeof t->why, "TLS handshake: %s", ERR_peek_last_error() ? last_error() : "the connection was closed");
}
