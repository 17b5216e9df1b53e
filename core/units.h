#ifndef WEIR_CORE_UNITS_H
#define WEIR_CORE_UNITS_H

#include <stddef.h>

/*
 * units.h - quantities as people write them.
 *
 * Inside weir times are seconds, sizes bytes, rates per second and ratios
 * 0 to 1, all as double; only here do they meet their spellings.  A parser
 * takes the whole string or returns -1 (leading and trailing blanks allowed);
 * durations, sizes and rates are never negative.
 */

int wr_parse_duration(const char *s, double *seconds);   /* "12ms", "1.5s", "2m", "1h", "250us", "90ns", plain = seconds */
int wr_parse_size(const char *s, double *bytes);         /* "64MiB", "10MB", "4k"(=1000), "512", "1GiB" */
int wr_parse_rate(const char *s, double *per_second);    /* "50/s", "300/m", "2/h", plain = per second */
int wr_parse_ratio(const char *s, double *ratio);        /* "3%", "0.03" */
int wr_parse_number(const char *s, double *number);      /* finite decimal */

/* Each writes at most n bytes with the NUL and returns buf. */
char *wr_format_duration(char *buf, size_t n, double seconds);  /* "1.23 ms" */
char *wr_format_size(char *buf, size_t n, double bytes);        /* "12.4 MiB" */
char *wr_format_count(char *buf, size_t n, double count);       /* "12,345" */
char *wr_format_percent(char *buf, size_t n, double ratio);     /* "12.3 %" */
/* By the model's unit: "s" (duration), "B" (size), "ratio" (percent), "1/s"
 * ("1,234 /s"), "B/s", "B/h" (size per time), "1" (count), "growth" (wr_growth_name), anything else (number and unit). */
char *wr_format_value(char *buf, size_t n, double value, const char *unit);
/* Classes of growth in order: "1", "log n", "n", "n log n", "n^2", "n^3", "2^n"; else "unknown". */
const char *wr_growth_name(double index);
/* Shortest decimal that reads back as the same double; NaN and infinities give "null". */
char *wr_format_exact(char *buf, size_t n, double value);

#endif
