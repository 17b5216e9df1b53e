#ifndef WEIR_CORE_EMBEDDED_H
#define WEIR_CORE_EMBEDDED_H

#include <stddef.h>

/*
 * embedded.h - files that the build put into the program: templates/,
 * docs/rules/ and the samples of ci/ (see cmake/Embed.cmake).  They are in a library of their own,
 * weir_embedded, which only the reports and the command line need.
 */

/* The file's bytes (NUL-terminated), NULL if there is none of that name.
 * name is relative to the repository: "templates/report.css". */
const char *wr_embedded(const char *name, size_t *size);

#endif
