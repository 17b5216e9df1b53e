/* wire.c - requests as bytes. */
#include "loadsim/wire_p.h"

#include <string.h>
#include <strings.h>
#include "core/buf.h"

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

static struct ls_wire make(const struct ls_request *r, const struct ls_target *t, struct wr_arena *arena)
{
	struct wr_buf out = WR_BUF_INIT;
	struct ls_wire wire = {
		.path = r->path,
		.head = !strcmp(r->method, "HEAD"),
		.idempotent = strcmp(r->method, "POST") && strcmp(r->method, "PATCH"),
	};

	wr_buf_printf(&out, "%s %s%s HTTP/1.1\r\n", r->method, t->base, r->path);
	put_headers(r, t, &out);
	if (needs_length(r))
		wr_buf_printf(&out, "Content-Length: %zu\r\n", r->body ? strlen(r->body) : 0);
	wr_buf_printf(&out, "\r\n%s", r->body ? r->body : "");
	wire.size = out.len;
	wire.bytes = wr_arena_strndup(arena, out.data, out.len);
	wr_buf_free(&out);
	return wire;
}

struct ls_wire *ls_wires_make(const struct ls_scenario *s, const struct ls_target *t, struct wr_arena *arena)
{
	struct ls_wire *wires = wr_arena_array(arena, s->request_count, sizeof *wires);

	for (size_t i = 0; i < s->request_count; i++)
		wires[i] = make(&s->requests[i], t, arena);
	return wires;
}
