/* wire.c - requests as bytes. */
#include "loadsim/wire_p.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "core/buf.h"
#include "loadsim/mix_p.h"

static void put_headers(const struct ls_request *r, const struct ls_target *t, struct wr_buf *out)
{
	bool host = false;

	for (size_t i = 0; i < r->headers.n; i++) {
		wr_buf_printf(out, "%s\r\n", r->headers.items[i]);
		host |= !strncasecmp(r->headers.items[i], "Host:", 5);
	}
	if (!host)
		wr_buf_printf(out, "Host: %s\r\n", t->authority);
}

static bool needs_length(const struct ls_request *r)
{
	return r->body || !strcmp(r->method, "POST") || !strcmp(r->method, "PUT") ||
	       !strcmp(r->method, "PATCH");
}

static void make_h1(const struct ls_request *r, const struct ls_target *t, struct wr_arena *arena, struct ls_wire *wire)
{
	struct wr_buf out = WR_BUF_INIT;

	wr_buf_printf(&out, "%s %s%s HTTP/1.1\r\n", r->method, t->base, r->path);
	put_headers(r, t, &out);
	if (needs_length(r))
		wr_buf_printf(&out, "Content-Length: %zu\r\n", r->body ? strlen(r->body) : 0);
	wr_buf_printf(&out, "\r\n%s", r->body ? r->body : "");
	wire->size = out.len;
	wire->bytes = wr_arena_strndup(arena, out.data, out.len);
	wr_buf_free(&out);
}

static nghttp2_nv field(const char *name, size_t name_size, const char *value)
{
	return (nghttp2_nv){ .name = (uint8_t *)(uintptr_t)name, .value = (uint8_t *)(uintptr_t)value, .namelen = name_size,
			     .valuelen = strlen(value),
			     .flags = NGHTTP2_NV_FLAG_NO_COPY_NAME | NGHTTP2_NV_FLAG_NO_COPY_VALUE };
}

/* "Name: value" as a field, whose name is in lower case (RFC 9113, 8.2). */
static nghttp2_nv field_of(const char *header, struct wr_arena *arena)
{
	size_t n = strcspn(header, ":");
	char *name = wr_arena_strndup(arena, header, n);
	const char *value = header + n + 1;

	for (size_t i = 0; i < n; i++)
		name[i] = (char)tolower((unsigned char)name[i]);
	return field(name, n, value + strspn(value, " \t"));
}

static void make_h2(const struct ls_request *r, const struct ls_target *t, struct wr_arena *arena, struct ls_wire *wire)
{
	nghttp2_nv *fields = wr_arena_array(arena, r->headers.n + 5, sizeof *fields);
	const char *authority = t->authority;
	size_t n = 4;

	for (size_t i = 0; i < r->headers.n; i++) {
		nghttp2_nv f = field_of(r->headers.items[i], arena);

		if (f.namelen == 4 && !memcmp(f.name, "host", 4))
			authority = (const char *)f.value;
		else
			fields[n++] = f;
	}
	fields[0] = field(":method", 7, r->method);
	fields[1] = field(":scheme", 7, t->tls ? "https" : "http");
	fields[2] = field(":authority", 10, authority);
	fields[3] = field(":path", 5, wr_arena_printf(arena, "%s%s", t->base, r->path));
	if (needs_length(r))
		fields[n++] = field("content-length", 14, wr_arena_printf(arena, "%zu", r->body ? strlen(r->body) : 0));
	wire->fields = fields;
	wire->field_count = n;
}

static struct ls_wire make(const struct ls_request *r, const struct ls_target *t, bool http2, struct wr_arena *arena)
{
	struct ls_wire wire = {
		.path = r->path,
		.body = r->body,
		.body_size = r->body ? strlen(r->body) : 0,
		.head = !strcmp(r->method, "HEAD"),
		.idempotent = strcmp(r->method, "POST") && strcmp(r->method, "PATCH"),
	};

	(http2 ? make_h2 : make_h1)(r, t, arena, &wire);
	return wire;
}

struct ls_wire *ls_wires_make(const struct ls_scenario *s, const struct ls_target *t, struct wr_arena *arena)
{
	size_t n;
	const struct ls_request *requests = ls_filled_requests(s, &n);
	struct ls_wire *wires = wr_arena_array(arena, n, sizeof *wires);

	for (size_t i = 0; i < n; i++)
		wires[i] = make(&requests[i], t, s->http == LS_HTTP_2, arena);
	return wires;
}
