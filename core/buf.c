/* buf.c - bytes that grow. */
#include "core/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"

/* Room for n more bytes and the NUL. */
static void reserve(struct wr_buf *b, size_t n)
{
	if (b->len + 1 + n > b->cap)
		b->data = wr_grow(b->data, b->len + 1, &b->cap, n, 1);
}

void wr_buf_free(struct wr_buf *b)
{
	free(b->data);
	*b = (struct wr_buf)WR_BUF_INIT;
}

void wr_buf_clear(struct wr_buf *b)
{
	b->len = 0;
	if (b->data)
		b->data[0] = '\0';
}

void wr_buf_add(struct wr_buf *b, const void *bytes, size_t n)
{
	reserve(b, n);
	if (n)
		memcpy(b->data + b->len, bytes, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void wr_buf_str(struct wr_buf *b, const char *s)
{
	wr_buf_add(b, s, strlen(s));
}

void wr_buf_char(struct wr_buf *b, char c)
{
	wr_buf_add(b, &c, 1);
}

void wr_buf_printf(struct wr_buf *b, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	wr_buf_vprintf(b, format, args);
	va_end(args);
}

void wr_buf_vprintf(struct wr_buf *b, const char *format, va_list args)
{
	va_list again;
	int n;

	va_copy(again, args);
	reserve(b, 120);
	n = vsnprintf(b->data + b->len, b->cap - b->len, format, args);
	if (n > 0 && (size_t)n >= b->cap - b->len) {
		reserve(b, (size_t)n);
		vsnprintf(b->data + b->len, b->cap - b->len, format, again);
	}
	va_end(again);
	if (n > 0)
		b->len += (size_t)n;
	b->data[b->len] = '\0';
}

char *wr_buf_detach(struct wr_buf *b, size_t *len)
{
	char *bytes;

	wr_buf_add(b, "", 0);
	bytes = b->data;
	if (len)
		*len = b->len;
	*b = (struct wr_buf)WR_BUF_INIT;
	return bytes;
}
