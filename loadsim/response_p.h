#ifndef WEIR_LOADSIM_RESPONSE_P_H
#define WEIR_LOADSIM_RESPONSE_P_H

#include <llhttp.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * response_p.h - one HTTP/1 response, fed byte by byte as it comes (llhttp).
 * Bodies are read and dropped; nothing grows with what the server sends.
 */

enum ls_response_state {
	LS_RESPONSE_MORE,       /* not whole yet */
	LS_RESPONSE_DONE,       /* whole: status and keep_alive are known */
	LS_RESPONSE_GARBAGE,    /* not HTTP, headers beyond 64 KiB, more than announced, another protocol */
	LS_RESPONSE_CUT         /* the connection ended in the middle */
};

struct ls_response {
	llhttp_t parser;
	bool head;              /* answers a HEAD request: no body whatever the headers say */
	bool begun;             /* at least one byte came */
	bool headers_done, whole, keep_alive;
	int status;
	int interim;            /* responses of 100 to 199 before the real one */
	size_t header_bytes;
};

void ls_response_begin(struct ls_response *r, bool head);
/* n > 0 bytes of the connection; not to be called again unless it returned LS_RESPONSE_MORE. */
enum ls_response_state ls_response_feed(struct ls_response *r, const char *bytes, size_t n);
/* The peer sends nothing more: for a body without a length, that is how it ends. */
enum ls_response_state ls_response_end(struct ls_response *r);

#endif
