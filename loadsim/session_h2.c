/* session_h2.c - what nghttp2 is told, and what it reports. */
#include "loadsim/session_p.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"

#define WINDOW ((1 << 30) - 1)          /* bytes in flight: bodies are dropped as they come */

/* -- what nghttp2 reports -------------------------------------------------------- */

static int on_header(nghttp2_session *h2, const nghttp2_frame *frame, const uint8_t *name, size_t name_size,
		     const uint8_t *value, size_t value_size, uint8_t flags, void *user)
{
	struct ls_connection *c;

	(void)flags;
	(void)user;
	if (name_size != 7 || memcmp(name, ":status", 7) || value_size != 3)
		return 0;
	c = nghttp2_session_get_stream_user_data(h2, frame->hd.stream_id);
	if (c) {
		c->response.begun = true;
		c->response.status = (value[0] - '0') * 100 + (value[1] - '0') * 10 + (value[2] - '0');
	}
	return 0;
}

static enum ls_outcome outcome_of(const struct ls_session *s, const struct ls_connection *c, uint32_t error)
{
	bool whole = c->response.status >= 200 && c->response.status <= 599;

	if (error == NGHTTP2_NO_ERROR)
		return whole ? LS_ANSWERED : LS_GARBLED;
	if (error == NGHTTP2_REFUSED_STREAM || (s->last && c->stream > s->last_stream))
		return LS_UNTOUCHED;
	return error == NGHTTP2_PROTOCOL_ERROR ? LS_GARBLED : LS_LOST;
}

static int on_stream_close(nghttp2_session *h2, int32_t stream, uint32_t error, void *user)
{
	struct ls_connection *c = nghttp2_session_get_stream_user_data(h2, stream);
	struct ls_session *s = user;
	enum ls_outcome outcome;

	if (!c)
		return 0;       /* it was cancelled */
	outcome = outcome_of(s, c, error);
	s->used |= outcome == LS_ANSWERED;
	/* the server ended this one and no other: that it is not tried again silently is a matter of truth */
	c->used = false;
	ls_session_tell(c, outcome, 0);
	return 0;
}

static int on_frame(nghttp2_session *h2, const nghttp2_frame *frame, void *user)
{
	struct ls_session *s = user;

	if (frame->hd.type == NGHTTP2_GOAWAY) {
		s->last = true;
		s->last_stream = frame->goaway.last_stream_id;
	} else if (frame->hd.type == NGHTTP2_SETTINGS) {
		s->most = nghttp2_session_get_remote_settings(h2, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS);
	}
	return 0;
}

static void *mem_malloc(size_t size, void *user) { (void)user; return wr_malloc(size); }
static void mem_free(void *p, void *user) { (void)user; free(p); }
static void *mem_calloc(size_t n, size_t size, void *user) { (void)user; return wr_calloc(n, size); }
static void *mem_realloc(void *p, size_t size, void *user) { (void)user; return wr_realloc(p, size); }

static nghttp2_mem memory = { NULL, mem_malloc, mem_free, mem_calloc, mem_realloc };

void ls_session_open_h2(struct ls_session *s)
{
	const nghttp2_settings_entry settings[] = {
		{ NGHTTP2_SETTINGS_ENABLE_PUSH, 0 },
		{ NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, WINDOW },
	};
	nghttp2_session_callbacks *callbacks;
	int failed = nghttp2_session_callbacks_new(&callbacks);

	assert(!failed);
	nghttp2_session_callbacks_set_on_header_callback(callbacks, on_header);
	nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, on_stream_close);
	nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, on_frame);
	failed = nghttp2_session_client_new3(&s->h2, callbacks, s, NULL, &memory);
	nghttp2_session_callbacks_del(callbacks);
	/* all memory is ours, which is there or ends the program */
	failed = failed || nghttp2_submit_settings(s->h2, NGHTTP2_FLAG_NONE, settings, 2) ||
		 nghttp2_session_set_local_window_size(s->h2, NGHTTP2_FLAG_NONE, 0, WINDOW);
	assert(!failed);
	(void)failed;
	s->most = 100;          /* until its SETTINGS say more (RFC 9113, 6.5.2) */
}

/* -- requests ------------------------------------------------------------------------- */

static ssize_t read_body(nghttp2_session *h2, int32_t stream, uint8_t *out, size_t size, uint32_t *flags,
			 nghttp2_data_source *source, void *user)
{
	struct ls_connection *c = nghttp2_session_get_stream_user_data(h2, stream);
	const struct ls_wire *w = source->ptr;
	size_t n = c ? w->body_size - c->written : 0;

	(void)user;
	if (!c)
		return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;   /* it was cancelled */
	if (n > size)
		n = size;
	memcpy(out, w->body + c->written, n);
	c->written += n;
	if (c->written == w->body_size)
		*flags |= NGHTTP2_DATA_FLAG_EOF;
	return (ssize_t)n;
}

int32_t ls_session_submit(struct ls_connection *c)
{
	const struct ls_wire *w = c->due.wire;
	nghttp2_data_provider body = { .source = { .ptr = (void *)(uintptr_t)w }, .read_callback = read_body };

	return nghttp2_submit_request(c->session->h2, NULL, w->fields, w->field_count, w->body_size ? &body : NULL, c);
}
