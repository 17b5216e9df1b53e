/*
 * tls_server.c - an HTTP/2 or HTTP/1.1 server on loopback, plain or under TLS, that behaves as told.
 * Usage: tls_server MODE [FILE [good|expired|other]].  With FILE it speaks TLS: a certificate for localhost and 127.0.0.1, signed by
 * itself, is made and written there; or one that has expired, or one for another host.  Prints its port and serves until
 * its standard input is closed.  One thread to a connection.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <nghttp2/nghttp2.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const struct mode { const char *name, *help; } modes[] = {
	{ "normal", "HTTP/2: answers at once" },
	{ "h1", "HTTP/1.1: answers at once" },
	{ "h1-cut", "HTTP/1.1: ends the connection in the middle of an answer, without a word" },
	{ "error", "status 503" },
	{ "silent", "reads and never answers" },
	{ "few", "takes two requests at a time" },
	{ "goaway", "says goodbye after ten requests, and answers those" },
	{ "refuse", "refuses every third request untouched" },
	{ "reset", "resets every stream" },
	{ "interim", "103 before 200" },
	{ "no-status", "an answer without a status" },
	{ "garbage", "frames that are none" },
	{ "close", "closes instead of answering" },
	{ "no-handshake", "takes connections and says nothing" },
	{ "cut-handshake", "ends connections at the first byte" },
	{ NULL, NULL }
};

static const char *mode;
static SSL_CTX *context;        /* NULL = plain */

struct peer { int fd; SSL *tls; int requests; bool leaving; };

static bool is(const char *name)
{
	return !strcmp(mode, name);
}

/* -- the certificate ------------------------------------------------------------- */

static void add_extension(X509 *cert, int id, const char *value)
{
	X509V3_CTX c;
	X509_EXTENSION *e;

	X509V3_set_ctx(&c, cert, cert, NULL, NULL, 0);
	e = X509V3_EXT_conf_nid(NULL, &c, id, value);
	X509_add_ext(cert, e, -1);
	X509_EXTENSION_free(e);
}

static void make_certificate(const char *path, const char *kind)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *cert = X509_new();
	const char *names = strcmp(kind, "other") ? "DNS:localhost,IP:127.0.0.1" : "DNS:other.example";
	long begin = strcmp(kind, "expired") ? -3600 : -7200;
	FILE *f = fopen(path, "w");

	ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
	X509_set_version(cert, X509_VERSION_3);
	X509_gmtime_adj(X509_getm_notBefore(cert), begin);
	X509_gmtime_adj(X509_getm_notAfter(cert), begin + 5000);
	X509_set_pubkey(cert, key);
	X509_NAME_add_entry_by_txt(X509_get_subject_name(cert), "CN", MBSTRING_ASC, (const unsigned char *)"weir test", -1, -1, 0);
	X509_set_issuer_name(cert, X509_get_subject_name(cert));
	add_extension(cert, NID_subject_alt_name, names);
	X509_sign(cert, key, EVP_sha256());
	if (!f || !PEM_write_X509(f, cert) || fclose(f) || SSL_CTX_use_certificate(context, cert) != 1 ||
	    SSL_CTX_use_PrivateKey(context, key) != 1) {
		fprintf(stderr, "tls_server: %s: no certificate\n", path);
		exit(1);
	}
	X509_free(cert);
	EVP_PKEY_free(key);
}

static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *n, const unsigned char *in, unsigned in_n, void *user)
{
	static const unsigned char h1[] = "\x08http/1.1", h2[] = "\x02h2";
	bool old = !strncmp(mode, "h1", 2);

	(void)ssl;
	(void)user;
	return SSL_select_next_proto((unsigned char **)(uintptr_t)out, n, old ? h1 : h2, old ? 9 : 3, in, in_n) ==
	       OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

/* -- bytes ---------------------------------------------------------------------------- */

static ssize_t get(struct peer *p, void *bytes, size_t n)
{
	return p->tls ? SSL_read(p->tls, bytes, (int)n) : recv(p->fd, bytes, n, 0);
}

static ssize_t put(struct peer *p, const void *bytes, size_t n)
{
	return p->tls ? SSL_write(p->tls, bytes, (int)n) : send(p->fd, bytes, n, MSG_NOSIGNAL);
}

/* -- HTTP/2 ------------------------------------------------------------------------------ */

#define FIELD(n, v) { (uint8_t *)(uintptr_t)n, (uint8_t *)(uintptr_t)v, sizeof n - 1, sizeof v - 1, NGHTTP2_NV_FLAG_NONE }

static ssize_t read_body(nghttp2_session *h2, int32_t stream, uint8_t *out, size_t size, uint32_t *flags,
			 nghttp2_data_source *source, void *user)
{
	(void)h2; (void)stream; (void)size; (void)source; (void)user;
	memcpy(out, "hello world\n", 12);
	*flags |= NGHTTP2_DATA_FLAG_EOF;
	return 12;
}

static void respond(nghttp2_session *h2, int32_t stream, struct peer *p)
{
	nghttp2_data_provider body = { .read_callback = read_body };
	const nghttp2_nv ok[] = { FIELD(":status", "200"), FIELD("content-length", "12") };
	const nghttp2_nv bad[] = { FIELD(":status", "503") }, early[] = { FIELD(":status", "103") }, none[] = { FIELD("x", "y") };
	int n = ++p->requests;

	if (is("reset") || (is("refuse") && n % 3 == 0)) {
		nghttp2_submit_rst_stream(h2, 0, stream, is("reset") ? NGHTTP2_INTERNAL_ERROR : NGHTTP2_REFUSED_STREAM);
		return;
	}
	if (is("interim"))
		nghttp2_submit_headers(h2, 0, stream, NULL, early, 1, NULL);
	if (is("goaway") && n == 10)
		nghttp2_submit_goaway(h2, 0, stream, NGHTTP2_NO_ERROR, NULL, 0);
	if (is("goaway") && n > 10)
		return;
	if (is("error"))
		nghttp2_submit_response(h2, stream, bad, 1, NULL);
	else if (is("no-status"))
		nghttp2_submit_response(h2, stream, none, 1, NULL);
	else if (!is("silent"))
		nghttp2_submit_response(h2, stream, ok, 2, &body);
}

static int on_frame(nghttp2_session *h2, const nghttp2_frame *frame, void *user)
{
	struct peer *p = user;

	if (!(frame->hd.flags & NGHTTP2_FLAG_END_STREAM) || (frame->hd.type != NGHTTP2_HEADERS && frame->hd.type != NGHTTP2_DATA))
		return 0;
	p->leaving |= is("close");
	if (!p->leaving)
		respond(h2, frame->hd.stream_id, p);
	return 0;
}

static ssize_t on_send(nghttp2_session *h2, const uint8_t *bytes, size_t n, int flags, void *user)
{
	ssize_t sent = put(user, bytes, n);

	(void)h2;
	(void)flags;
	return sent > 0 ? sent : NGHTTP2_ERR_CALLBACK_FAILURE;
}

static void serve_h2(struct peer *p)
{
	const nghttp2_settings_entry few = { NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, 2 };
	nghttp2_session_callbacks *callbacks;
	nghttp2_session *h2;
	uint8_t bytes[16384];
	ssize_t n;

	nghttp2_session_callbacks_new(&callbacks);
	nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
	nghttp2_session_callbacks_set_send_callback(callbacks, on_send);
	nghttp2_session_server_new(&h2, callbacks, p);
	nghttp2_session_callbacks_del(callbacks);
	nghttp2_submit_settings(h2, NGHTTP2_FLAG_NONE, &few, is("few"));
	if (is("garbage"))
		put(p, "this is not a frame, and neither is that", 40);
	while (!nghttp2_session_send(h2) && !p->leaving &&
	       (nghttp2_session_want_read(h2) || nghttp2_session_want_write(h2)) && (n = get(p, bytes, sizeof bytes)) > 0) {
		if (nghttp2_session_mem_recv(h2, bytes, (size_t)n) < 0)
			break;
	}
	nghttp2_session_del(h2);
}

/* -- HTTP/1.1 ------------------------------------------------------------------------------ */

static void serve_h1(struct peer *p)
{
	static const char ok[] = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhello world\n";
	char bytes[16384];
	ssize_t n;

	while ((n = get(p, bytes, sizeof bytes)) > 0) {
		/* one request is under way at a time, and comes in one piece */
		if (n < 4 || memcmp(bytes + n - 4, "\r\n\r\n", 4))
			continue;
		if (is("h1-cut")) {
			put(p, ok, sizeof ok - 6);
			SSL_free(p->tls);
			p->tls = NULL;
			return;
		}
		put(p, ok, sizeof ok - 1);
	}
}

static void *serve(void *user)
{
	struct peer *p = user;
	char first;

	if (is("no-handshake")) {
		while (recv(p->fd, &first, 1, 0) > 0)
			;
	} else if (is("cut-handshake")) {
		(void)!recv(p->fd, &first, 1, 0);
	} else {
		p->tls = context ? SSL_new(context) : NULL;
		if (p->tls)
			SSL_set_fd(p->tls, p->fd);
		if (!p->tls || SSL_accept(p->tls) == 1)
			(strncmp(mode, "h1", 2) ? serve_h2 : serve_h1)(p);
		if (p->tls)
			SSL_shutdown(p->tls);
		SSL_free(p->tls);
	}
	close(p->fd);
	free(p);
	return NULL;
}

static void *welcome(void *user)
{
	pthread_attr_t detached;
	int *listener = user, fd;

	pthread_attr_init(&detached);
	pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
	while ((fd = accept4(*listener, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
		struct peer *p = calloc(1, sizeof *p);
		pthread_t thread;

		if (!p)
			abort();
		p->fd = fd;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
		if (pthread_create(&thread, &detached, serve, p))
			abort();
	}
	return NULL;
}

static int usage(void)
{
	fprintf(stderr, "usage: tls_server MODE [FILE [good|expired|other]]\n");
	for (const struct mode *m = modes; m->name; m++)
		fprintf(stderr, "  %-16s%s\n", m->name, m->help);
	return 2;
}

int main(int argc, char **argv)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof in;
	const struct mode *m = modes;
	static int listener;
	pthread_t thread;
	char byte;

	while (m->name && (argc < 2 || strcmp(m->name, argv[1])))
		m++;
	if (!m->name)
		return usage();
	mode = m->name;
	signal(SIGPIPE, SIG_IGN);
	if (argc > 2) {
		context = SSL_CTX_new(TLS_server_method());
		SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
		make_certificate(argv[2], argc > 3 ? argv[3] : "good");
	}
	listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&in, size) || listen(listener, 1024) ||
	    getsockname(listener, (struct sockaddr *)&in, &size)) {
		perror("tls_server");
		return 1;
	}
	printf("%d\n", ntohs(in.sin_port));
	fflush(stdout);
	if (pthread_create(&thread, NULL, welcome, &listener))
		return 1;
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	_exit(0);       /* connections may still be served; their threads end with the program */
}
