#ifndef WEIR_REPORT_SOURCE_P_H
#define WEIR_REPORT_SOURCE_P_H

#include <stddef.h>
#include <stdint.h>

/*
 * source_p.h - the sources that findings point at, read at most once each.
 *
 * The tree under test is hostile: only regular files below the root are read,
 * no part of the path may be a symbolic link, and both the single file and all
 * files together are capped.  Whatever cannot be read is simply not there.
 */

struct rp_sources;
struct rp_source;

struct rp_sources *rp_sources_new(const char *root);    /* NULL root: nothing can be read */
void rp_sources_free(struct rp_sources *sources);       /* accepts NULL */

/* path is relative to the root.  NULL if it leaves the root, cannot be read, or is too large. */
const struct rp_source *rp_source(struct rp_sources *sources, const char *path);

/* The line (1-based) without its end, NUL-terminated, valid as long as the
 * sources; NULL if there is none.  Lines end with LF or CRLF. */
const char *rp_source_line(const struct rp_source *source, unsigned line);

/* GitHub's hash of the line, see fingerprint_p.h.  Returns buf, or NULL if
 * the file has no such line. */
char *rp_source_hash(const struct rp_source *source, unsigned line, char buf[40]);

#endif
