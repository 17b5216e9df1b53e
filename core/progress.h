#ifndef WEIR_CORE_PROGRESS_H
#define WEIR_CORE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/* progress.h - one line on standard error that says what is going on; nothing
 * at all unless standard error is a terminal and progress is switched on. */

void wr_progress_enable(bool on);       /* off by default; stays off if stderr is no terminal */
void wr_progress(size_t done, size_t total, const char *what);  /* total 0 = unknown; redraws at most 10 times a second */
void wr_progress_clear(void);           /* before anything else is printed */

#endif
