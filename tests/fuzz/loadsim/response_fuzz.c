/* response_fuzz.c - any bytes as a response, in pieces whose size the first byte says. */
#include <stdint.h>
#include <stdlib.h>
#include "loadsim/response_p.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum ls_response_state state = LS_RESPONSE_MORE;
	struct ls_response r;
	size_t piece;

	if (size < 1)
		return 0;
	ls_response_begin(&r, data[0] & 0x80);
	piece = (data[0] & 0x7f) + 1u;
	for (size_t at = 1; at < size && state == LS_RESPONSE_MORE; at += piece)
		state = ls_response_feed(&r, (const char *)data + at, size - at < piece ? size - at : piece);
	if (state == LS_RESPONSE_MORE) {
		state = ls_response_end(&r);
		if (state == LS_RESPONSE_MORE)
			abort();
	}
	if (state == LS_RESPONSE_DONE && (r.status < 200 || r.status > 599))
		abort();
	return 0;
}
