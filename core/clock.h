#ifndef WEIR_CORE_CLOCK_H
#define WEIR_CORE_CLOCK_H

/* clock.h - seconds since some fixed moment, that no one sets back. */
double wr_monotonic(void);

#endif
