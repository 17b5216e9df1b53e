#ifndef WEIR_CORE_GZIP_P_H
#define WEIR_CORE_GZIP_P_H

#include <stddef.h>
#include <zlib.h>
#include "core/err.h"

/* gzip_p.h - reading through zlib, gzip or plain, with complete error messages. */

/* "-" is standard input; -1 with err. */
int wr_open_for_reading(const char *path, struct wr_err *err);

/* Of what stands in fd from here on, which it takes over; NULL with err. */
gzFile wr_gzip_attach(int fd, const char *path, struct wr_err *err);

/* Both in one. */
gzFile wr_gzip_open(const char *path, struct wr_err *err);

/* Up to n bytes (n > 0) to buf: their number, 0 at the end, -1 with err. */
long wr_gzip_read(gzFile file, const char *path, void *buf, unsigned n, struct wr_err *err);

#endif
