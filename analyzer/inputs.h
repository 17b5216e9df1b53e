#ifndef WEIR_ANALYZER_INPUTS_H
#define WEIR_ANALYZER_INPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * inputs.h - what the units of a source depend on, as its front end tells
 * while it reads: the files that it read, and the files that it looked for in
 * vain, for one that appears there would be read instead.
 */

struct an_inputs;

/* Begins anew, for the next source. */
void an_inputs_begin(struct an_inputs *in);

/* Names of files and folders are numbered; equal text, equal number, as long as in lives. */
uint32_t an_inputs_name(struct an_inputs *in, const char *text);

/* A file was read, and this is what it held: path is absolute. */
void an_inputs_file(struct an_inputs *in, uint32_t path, const char *bytes, size_t n);
/* The same of a file that an earlier source read, if it has not been changed since; false if that is not so, or not
 * certain: then what it held is needed.  modified: seconds since 1970, as the parser saw it this time. */
bool an_inputs_again(struct an_inputs *in, uint32_t path, long long modified);
/* Is there a file of that name in the folder?  If not, it is noted that there was none. */
bool an_inputs_seek(struct an_inputs *in, uint32_t folder, uint32_t name);

#endif
