/* units.c - quantities as people write them. */
#include "core/units.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct unit { const char *name; double factor; };

static const struct unit durations[] = {
	{ "", 1 }, { "ns", 1e-9 }, { "us", 1e-6 }, { "\xC2\xB5s", 1e-6 }, { "ms", 1e-3 },
	{ "s", 1 }, { "m", 60 }, { "min", 60 }, { "h", 3600 }, { "d", 86400 }, { NULL, 0 }
};
static const struct unit sizes[] = {
	{ "", 1 }, { "b", 1 }, { "k", 1e3 }, { "kb", 1e3 }, { "kib", 1024.0 },
	{ "m", 1e6 }, { "mb", 1e6 }, { "mib", 1024.0 * 1024 },
	{ "g", 1e9 }, { "gb", 1e9 }, { "gib", 1024.0 * 1024 * 1024 },
	{ "t", 1e12 }, { "tb", 1e12 }, { "tib", 1024.0 * 1024 * 1024 * 1024 }, { NULL, 0 }
};
static const struct unit rates[] = {
	{ "", 1 }, { "/s", 1 }, { "/m", 1.0 / 60 }, { "/min", 1.0 / 60 }, { "/h", 1.0 / 3600 }, { NULL, 0 }
};
static const struct unit ratios[] = { { "", 1 }, { "%", 0.01 }, { NULL, 0 } };
static const struct unit plain[] = { { "", 1 }, { NULL, 0 } };

static const char *skip_blanks(const char *s)
{
	return s + strspn(s, " \t");
}

/* The length of a decimal number at s, 0 if there is none: strtod alone would
 * take hexadecimal, "inf" and "nan" too. */
static size_t decimal_length(const char *s)
{
	const char *digits = s + (*s == '-' || *s == '+'), *c;
	size_t whole = strspn(digits, "0123456789"), fraction = 0;

	c = digits + whole;
	if (*c == '.') {
		fraction = strspn(c + 1, "0123456789");
		c += 1 + fraction;
	}
	if (!whole && !fraction)
		return 0;
	if (*c == 'e' || *c == 'E') {
		const char *e = c + 1 + (c[1] == '-' || c[1] == '+');

		if (strspn(e, "0123456789"))
			c = e + strspn(e, "0123456789");
	}
	return (size_t)(c - s);
}

/* The unit is compared without regard to case where fold is set ("64mib"). */
static int parse(const char *s, const struct unit *units, bool fold, double *value)
{
	char unit[8];
	size_t n;
	double number;

	s = skip_blanks(s);
	n = decimal_length(s);
	if (!n)
		return -1;
	number = strtod(s, NULL);
	s = skip_blanks(s + n);
	n = strcspn(s, " \t");
	if (n >= sizeof unit || *skip_blanks(s + n))
		return -1;
	memcpy(unit, s, n);
	unit[n] = '\0';
	for (; units->name; units++) {
		if (fold ? strcasecmp(unit, units->name) : strcmp(unit, units->name))
			continue;
		number *= units->factor;
		if (!isfinite(number))
			return -1;
		*value = number;
		return 0;
	}
	return -1;
}

static int parse_not_negative(const char *s, const struct unit *units, bool fold, double *value)
{
	double number;

	if (parse(s, units, fold, &number) || number < 0)
		return -1;
	*value = number;
	return 0;
}

int wr_parse_duration(const char *s, double *seconds)
{
	return parse_not_negative(s, durations, false, seconds);
}

int wr_parse_size(const char *s, double *bytes)
{
	return parse_not_negative(s, sizes, true, bytes);
}

int wr_parse_rate(const char *s, double *per_second)
{
	return parse_not_negative(s, rates, false, per_second);
}

int wr_parse_ratio(const char *s, double *ratio)
{
	return parse(s, ratios, false, ratio);
}

int wr_parse_number(const char *s, double *number)
{
	return parse(s, plain, false, number);
}

/* value to three significant digits, never with an exponent. */
static void three_digits(char *buf, size_t n, double value)
{
	double v = fabs(value);

	snprintf(buf, n, "%.*f", v >= 99.95 || v == 0 ? 0 : v >= 9.995 ? 1 : v >= 0.9995 ? 2 : 3, value);
}

static char *not_a_number(char *buf, size_t n, double value)
{
	snprintf(buf, n, "%s", isnan(value) ? "n/a" : value < 0 ? "-inf" : "inf");
	return buf;
}

static void long_duration(char *buf, size_t n, double seconds)
{
	double s = round(fabs(seconds));
	double hours = floor(s / 3600), minutes = floor(fmod(s, 3600) / 60);
	const char *sign = seconds < 0 ? "-" : "";

	if (hours > 0)
		snprintf(buf, n, "%s%.0f h %.0f min", sign, hours, minutes);
	else
		snprintf(buf, n, "%s%.0f min %.0f s", sign, minutes, fmod(s, 60));
}

char *wr_format_duration(char *buf, size_t n, double seconds)
{
	static const struct unit steps[] = { { "ns", 1e-9 }, { "\xC2\xB5s", 1e-6 }, { "ms", 1e-3 }, { "s", 1 } };
	double s = fabs(seconds);
	char digits[32];
	size_t i = 0;

	if (!isfinite(seconds))
		return not_a_number(buf, n, seconds);
	if (s >= 119.5) {
		long_duration(buf, n, seconds);
		return buf;
	}
	/* 999.5 of a unit would be printed as 1000. */
	while (i < 3 && s >= 999.5 * steps[i].factor)
		i++;
	if (seconds == 0)
		i = 3;
	three_digits(digits, sizeof digits, seconds / steps[i].factor);
	snprintf(buf, n, "%s %s", digits, steps[i].name);
	return buf;
}

char *wr_format_size(char *buf, size_t n, double bytes)
{
	static const char *const names[] = { "B", "KiB", "MiB", "GiB", "TiB", "PiB" };
	double v = bytes;
	char digits[540];
	size_t i = 0;

	if (!isfinite(bytes))
		return not_a_number(buf, n, bytes);
	while (i + 1 < sizeof names / sizeof *names && fabs(v) >= 1023.5) {
		v /= 1024;
		i++;
	}
	if (i == 0 && v == floor(v))
		snprintf(digits, sizeof digits, "%.0f", v);
	else if (fabs(v) >= 1024)
		wr_format_count(digits, sizeof digits, v);
	else
		three_digits(digits, sizeof digits, v);
	snprintf(buf, n, "%s %s", digits, names[i]);
	return buf;
}

char *wr_format_count(char *buf, size_t n, double count)
{
	char digits[400], grouped[540];
	size_t length, out = 0, i = 0;

	if (!isfinite(count))
		return not_a_number(buf, n, count);
	if (fabs(count) < 999.5 && count != round(count)) {
		three_digits(buf, n, count);
		return buf;
	}
	snprintf(digits, sizeof digits, "%.0f", count);
	length = strlen(digits);
	while (i < length) {
		grouped[out++] = digits[i++];
		if (digits[i - 1] != '-' && i < length && (length - i) % 3 == 0)
			grouped[out++] = ',';
	}
	grouped[out] = '\0';
	snprintf(buf, n, "%s", grouped);
	return buf;
}

char *wr_format_percent(char *buf, size_t n, double ratio)
{
	double percent = ratio * 100;
	char digits[540];

	if (!isfinite(percent))
		return not_a_number(buf, n, percent);
	if (fabs(percent) >= 999.5)
		wr_format_count(digits, sizeof digits, percent);
	else
		three_digits(digits, sizeof digits, percent);
	snprintf(buf, n, "%s %%", digits);
	return buf;
}

const char *wr_growth_name(double index)
{
	static const char *const names[] = { "1", "log n", "n", "n log n", "n^2", "n^3", "2^n" };

	return index >= 0 && index < sizeof names / sizeof *names ? names[(int)index] : "unknown";
}

char *wr_format_value(char *buf, size_t n, double value, const char *unit)
{
	char digits[540];

	if (!strcmp(unit, "s"))
		return wr_format_duration(buf, n, value);
	if (!strcmp(unit, "B"))
		return wr_format_size(buf, n, value);
	if (!strcmp(unit, "ratio"))
		return wr_format_percent(buf, n, value);
	if (!strncmp(unit, "B/", 2)) {
		snprintf(buf, n, "%s%s", wr_format_size(digits, sizeof digits, value), unit + 1);
		return buf;
	}
	wr_format_count(digits, sizeof digits, value);
	if (!strcmp(unit, "1") || !*unit)
		snprintf(buf, n, "%s", digits);
	else if (!strcmp(unit, "1/s"))
		snprintf(buf, n, "%s /s", digits);
	else if (!strcmp(unit, "growth"))
		snprintf(buf, n, "%s", wr_growth_name(value));
	else
		snprintf(buf, n, "%s %s", digits, unit);
	return buf;
}

char *wr_format_exact(char *buf, size_t n, double value)
{
	/* Every decimal of up to DBL_DIG digits survives a normal double, so that
	 * shorter ones need not be tried; subnormals have fewer. */
	int precision = fabs(value) < DBL_MIN ? 1 : DBL_DIG;
	char digits[40];

	if (!isfinite(value)) {
		snprintf(buf, n, "null");
		return buf;
	}
	do {
		snprintf(digits, sizeof digits, "%.*g", precision, value);
	} while (strtod(digits, NULL) != value && precision++ < DBL_DECIMAL_DIG);
	snprintf(buf, n, "%s", digits);
	return buf;
}
