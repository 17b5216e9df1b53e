#ifndef WEIR_CACHESIM_QUOTED_P_H
#define WEIR_CACHESIM_QUOTED_P_H

#include "core/buf.h"

/* quoted_p.h - texts as Redis and Valkey print them: "a\"b\x00\n". */

/* Appends the text to out, at being its opening quote.  Returns what follows
 * the closing quote, or NULL if there is none before end. */
const char *cs_unquote(const char *at, const char *end, struct wr_buf *out);

#endif
