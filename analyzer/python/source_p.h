#ifndef WEIR_ANALYZER_PYTHON_SOURCE_P_H
#define WEIR_ANALYZER_PYTHON_SOURCE_P_H

#include <stdbool.h>
#include <stddef.h>
#include "core/buf.h"

/*
 * source_p.h - the bytes of a file as UTF-8 text with LF line ends.
 *
 * A byte order mark is dropped, an encoding cookie (PEP 263) is obeyed, CR and
 * CR LF become LF: offsets are into this text, lines and columns (in bytes of
 * UTF-8, as CPython's ast counts) are those of the file.
 */

#define PY_SOURCE_MAX ((size_t)64 << 20)        /* bytes: token and name numbers fit into 24 bits */

struct py_source {
	struct wr_buf buf;      /* the text where it is not the file's own bytes */
	const char *text;       /* PY_PADDING bytes behind it are readable, the first of them is 0 */
	size_t length;
	bool ascii;             /* no byte above 127 */
	bool named;             /* names its encoding */
	bool bytewise;          /* not UTF-8: bytes above 127 are letters */
	const char *problem;    /* with the encoding, for the user; NULL = none */
	size_t problem_at;      /* offset in text */
};

/* Reads n bytes (at most PY_SOURCE_MAX), behind which PY_PADDING zero bytes follow; they must stay for
 * as long as the source is used.  The source's old text goes.  A zeroed struct is empty. */
void an_py_source_set(struct py_source *s, const char *bytes, size_t n);
void an_py_source_free(struct py_source *s);

#endif
