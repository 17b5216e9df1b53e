/* response.c - the response handler around llhttp. */
#include "loadsim/response_p.h"

#define MOST_HEADER_BYTES 65536
#define MOST_INTERIM 16

static bool is_interim(const llhttp_t *parser)
{
	return parser->status_code >= 100 && parser->status_code < 200;
}

static int on_headers_complete(llhttp_t *parser)
{
	struct ls_response *r = parser->data;

	r->headers_done = !is_interim(parser);
	/* 1 tells llhttp that there is no body, whatever the headers announce (RFC 9112, 6.3) */
	return r->headers_done && (r->head || parser->status_code == 204 || parser->status_code == 304);
}

static int on_message_complete(llhttp_t *parser)
{
	struct ls_response *r = parser->data;

	if (is_interim(parser))
		return ++r->interim > MOST_INTERIM ? -1 : 0;
	r->whole = true;
	r->status = parser->status_code;
	r->keep_alive = llhttp_should_keep_alive(parser);
	/* stop here, so that bytes after the response are seen and not parsed as another one */
	return HPE_PAUSED;
}

static llhttp_settings_t settings = {
	.on_headers_complete = on_headers_complete,
	.on_message_complete = on_message_complete,
};

void ls_response_begin(struct ls_response *r, bool head)
{
	*r = (struct ls_response){ .head = head };
	llhttp_init(&r->parser, HTTP_RESPONSE, &settings);
	r->parser.data = r;
}

static bool is_status(int status)
{
	return status >= 200 && status <= 599;
}

enum ls_response_state ls_response_feed(struct ls_response *r, const char *bytes, size_t n)
{
	bool in_headers = !r->headers_done;
	llhttp_errno_t failed = llhttp_execute(&r->parser, bytes, n);

	r->begun = true;
	if (in_headers)
		r->header_bytes += n;
	if (!r->headers_done && r->header_bytes > MOST_HEADER_BYTES)
		return LS_RESPONSE_GARBAGE;
	if (!r->whole)
		return failed == HPE_OK ? LS_RESPONSE_MORE : LS_RESPONSE_GARBAGE;
	if (failed != HPE_PAUSED || llhttp_get_error_pos(&r->parser) != bytes + n || !is_status(r->status))
		return LS_RESPONSE_GARBAGE;
	return LS_RESPONSE_DONE;
}

enum ls_response_state ls_response_end(struct ls_response *r)
{
	llhttp_finish(&r->parser);
	if (!r->whole)
		return LS_RESPONSE_CUT;
	r->keep_alive = false;
	return is_status(r->status) ? LS_RESPONSE_DONE : LS_RESPONSE_GARBAGE;
}
