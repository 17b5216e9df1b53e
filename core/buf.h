#ifndef WEIR_CORE_BUF_H
#define WEIR_CORE_BUF_H

#include <stddef.h>
#include <stdarg.h>

/*
 * buf.h - bytes that grow.  data is always NUL-terminated at data[len] and
 * never NULL after wr_buf_init or the first addition; WR_BUF_INIT is empty.
 */

struct wr_buf {
	char *data;
	size_t len, cap;
};

#define WR_BUF_INIT { 0, 0, 0 }

void wr_buf_free(struct wr_buf *b);             /* leaves an empty buffer */
void wr_buf_clear(struct wr_buf *b);            /* len 0, memory kept */
void wr_buf_add(struct wr_buf *b, const void *bytes, size_t n);
void wr_buf_str(struct wr_buf *b, const char *s);
void wr_buf_char(struct wr_buf *b, char c);
void wr_buf_printf(struct wr_buf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void wr_buf_vprintf(struct wr_buf *b, const char *format, va_list args);
/* Hands the bytes to the caller, who frees them; the buffer is empty afterwards. */
char *wr_buf_detach(struct wr_buf *b, size_t *len);

#endif
