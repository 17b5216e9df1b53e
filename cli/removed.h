#ifndef WEIR_CLI_REMOVED_H
#define WEIR_CLI_REMOVED_H

#include "cli/pipeline.h"

/*
 * removed.h - what the base guards and this change does not.
 *
 * Thresholds come from the base, but a benchmark that is no longer listed has none.  It may be gone for a good
 * reason, so this is a warning, which a reviewer reads.
 */

/* Adds the warnings, about the stages in `only` (all when n is 0). */
void cli_note_removed(struct cli_pipeline *p, const char *const *only, size_t n);

#endif
