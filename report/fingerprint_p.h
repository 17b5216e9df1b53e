#ifndef WEIR_REPORT_FINGERPRINT_P_H
#define WEIR_REPORT_FINGERPRINT_P_H

#include <stddef.h>
#include <stdint.h>

/*
 * fingerprint_p.h - the hash by which GitHub recognises an alert when lines move.
 *
 * For every line, a rolling hash (base 37, 64 bits) of 100 UTF-16 units from
 * the start of the line on, spaces and tabs skipped, CR and CRLF as LF, 65535
 * at the end and zeros after it; as done by github/codeql-action,
 * src/fingerprints.ts.  Another value under the same name makes the upload warn.
 */

/* One hash per line, the caller's to free; *lines is their number (1 for an
 * empty file, and one more than there are line ends otherwise). */
uint64_t *rp_line_hashes(const char *text, size_t n, size_t *lines);

/* "c129715d7a2bc9a3:1": the hash of the line (0-based) and how often it has
 * occurred up to there. */
char *rp_line_fingerprint(const uint64_t *hashes, size_t line, char buf[40]);

#endif
