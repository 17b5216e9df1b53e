#include "report/clip_p.h"

#include <assert.h>
#include <string.h>

#include "core/text.h"

#define ELLIPSIS "\xe2\x80\xa6"

const char *rp_clip(struct wr_arena *arena, const char *text, size_t max)
{
	size_t n = strlen(text), ellipsis = strlen(ELLIPSIS);

	assert(max > ellipsis);
	if (n <= max)
		return text;
	n = max - ellipsis;
	while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	return wr_arena_printf(arena, "%.*s" ELLIPSIS, (int)n, text);
}

const char *rp_inert(struct wr_arena *arena, const char *text, size_t max)
{
	struct wr_buf clean = WR_BUF_INIT;
	const char *copy;

	wr_esc_terminal(&clean, *text ? text : "(empty)");
	copy = rp_clip(arena, wr_arena_strdup(arena, clean.data), max);
	wr_buf_free(&clean);
	return copy;
}
