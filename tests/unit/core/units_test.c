#include "tests/unit/unit.h"

#include <float.h>
#include <stdio.h>
#include "core/units.h"

typedef int parser(const char *s, double *value);

static void good(parser *parse, const char *s, double want)
{
	double got = NAN;

	CHECK_EQ(s, parse(s, &got), 0);
	CHECK_NEAR(s, got, want, fabs(want) * 1e-15);
}

static void bad(parser *parse, const char *s)
{
	double got = 42;

	CHECK_EQ(s, parse(s, &got), -1);
	CHECK_NEAR(s, got, 42, 0);
}

TEST(durations)
{
	good(wr_parse_duration, "12ms", 0.012);
	good(wr_parse_duration, "1.5s", 1.5);
	good(wr_parse_duration, "2m", 120);
	good(wr_parse_duration, "2 min", 120);
	good(wr_parse_duration, "1h", 3600);
	good(wr_parse_duration, "1d", 86400);
	good(wr_parse_duration, "250us", 250e-6);
	good(wr_parse_duration, "250\xC2\xB5s", 250e-6);
	good(wr_parse_duration, "90ns", 90e-9);
	good(wr_parse_duration, "3", 3);
	good(wr_parse_duration, "\t .5 s  ", 0.5);
	good(wr_parse_duration, "1e3ms", 1);
	good(wr_parse_duration, "0", 0);
	bad(wr_parse_duration, "");
	bad(wr_parse_duration, "  ");
	bad(wr_parse_duration, "s");
	bad(wr_parse_duration, "-5s");
	bad(wr_parse_duration, "5 parsecs");
	bad(wr_parse_duration, "5MS");
	bad(wr_parse_duration, "5s 3");
	bad(wr_parse_duration, "1.2.3s");
	bad(wr_parse_duration, "0x10");
	bad(wr_parse_duration, "inf");
	bad(wr_parse_duration, "nan");
	bad(wr_parse_duration, "1e400");
	bad(wr_parse_duration, "1e307h");
	bad(wr_parse_duration, ".");
	bad(wr_parse_duration, "1e");
}

TEST(sizes)
{
	good(wr_parse_size, "512", 512);
	good(wr_parse_size, "512B", 512);
	good(wr_parse_size, "4k", 4000);
	good(wr_parse_size, "10MB", 1e7);
	good(wr_parse_size, "64MiB", 64.0 * 1024 * 1024);
	good(wr_parse_size, "64mib", 64.0 * 1024 * 1024);
	good(wr_parse_size, "1GiB", 1073741824.0);
	good(wr_parse_size, "2 TiB", 2199023255552.0);
	bad(wr_parse_size, "1XB");
	bad(wr_parse_size, "-1");
	bad(wr_parse_size, "1 2");
	bad(wr_parse_size, "MiB");
}

TEST(rates_ratios_and_numbers)
{
	good(wr_parse_rate, "50/s", 50);
	good(wr_parse_rate, "300/m", 5);
	good(wr_parse_rate, "300/min", 5);
	good(wr_parse_rate, "2/h", 2.0 / 3600);
	good(wr_parse_rate, "7", 7);
	good(wr_parse_rate, "7 /s", 7);
	bad(wr_parse_rate, "-7/s");
	bad(wr_parse_rate, "7/day");
	bad(wr_parse_rate, "7/");
	good(wr_parse_ratio, "3%", 0.03);
	good(wr_parse_ratio, "0.03", 0.03);
	good(wr_parse_ratio, "-3 %", -0.03);
	bad(wr_parse_ratio, "3%%");
	bad(wr_parse_ratio, "%");
	good(wr_parse_number, "-1.25e2", -125);
	good(wr_parse_number, "+7", 7);
	bad(wr_parse_number, "7s");
	bad(wr_parse_number, "--7");
}

static void shows(char *(*format)(char *, size_t, double), double v, const char *want)
{
	char buf[64];

	CHECK_STR(format(buf, sizeof buf, v), want);
}

TEST(durations_are_shown_in_the_unit_that_fits)
{
	shows(wr_format_duration, 0, "0 s");
	shows(wr_format_duration, 1.234e-3, "1.23 ms");
	shows(wr_format_duration, 12.34e-3, "12.3 ms");
	shows(wr_format_duration, 123.4e-3, "123 ms");
	shows(wr_format_duration, 250e-9, "250 ns");
	shows(wr_format_duration, 2.5e-6, "2.50 \xC2\xB5s");
	shows(wr_format_duration, 0.9996, "1.00 s");            /* not 1000 ms */
	shows(wr_format_duration, 0.9994, "999 ms");
	shows(wr_format_duration, 9.996, "10.0 s");             /* not 10.00 s */
	shows(wr_format_duration, 99.96, "100 s");
	shows(wr_format_duration, 119.6, "2 min 0 s");
	shows(wr_format_duration, 3599.7, "1 h 0 min");
	shows(wr_format_duration, 7384, "2 h 3 min");
	shows(wr_format_duration, -0.002, "-2.00 ms");
	shows(wr_format_duration, NAN, "n/a");
	shows(wr_format_duration, -INFINITY, "-inf");
}

TEST(sizes_are_shown_in_powers_of_1024)
{
	shows(wr_format_size, 0, "0 B");
	shows(wr_format_size, 512, "512 B");
	shows(wr_format_size, 1023, "1023 B");
	shows(wr_format_size, 1536, "1.50 KiB");
	shows(wr_format_size, 1024.0 * 1023.9, "1.00 MiB");
	shows(wr_format_size, 13002342.4, "12.4 MiB");
	shows(wr_format_size, 1e20, "88,818 PiB");
}

TEST(counts_and_percents)
{
	shows(wr_format_count, 12345, "12,345");
	shows(wr_format_count, -1234567, "-1,234,567");
	shows(wr_format_count, -123, "-123");
	shows(wr_format_count, 999, "999");
	shows(wr_format_count, 1000, "1,000");
	shows(wr_format_count, 12.5, "12.5");
	shows(wr_format_count, 999.7, "1,000");
	shows(wr_format_count, 0, "0");
	shows(wr_format_percent, 0.123, "12.3 %");
	shows(wr_format_percent, 1, "100 %");
	shows(wr_format_percent, 12.345, "1,234 %");
	shows(wr_format_percent, 0.0312, "3.12 %");
	shows(wr_format_percent, -0.5, "-50.0 %");
}

TEST(values_are_shown_by_the_unit_of_the_model)
{
	char buf[64];

	CHECK_STR(wr_format_value(buf, sizeof buf, 0.0015, "s"), "1.50 ms");
	CHECK_STR(wr_format_value(buf, sizeof buf, 2048, "B"), "2.00 KiB");
	CHECK_STR(wr_format_value(buf, sizeof buf, 0.5, "ratio"), "50.0 %");
	CHECK_STR(wr_format_value(buf, sizeof buf, 1234, "1/s"), "1,234 /s");
	CHECK_STR(wr_format_value(buf, sizeof buf, 1234, "1"), "1,234");
	CHECK_STR(wr_format_value(buf, sizeof buf, 2048, "B/h"), "2.00 KiB/h");
	CHECK_STR(wr_format_value(buf, sizeof buf, 3, "pages"), "3 pages");
	CHECK_STR(wr_format_value(buf, 4, 1234567, "1"), "1,2");
}

TEST(exact_is_the_shortest_that_reads_back)
{
	shows(wr_format_exact, 0.1, "0.1");
	shows(wr_format_exact, 1.0 / 3, "0.3333333333333333");
	shows(wr_format_exact, 0.1 + 0.2, "0.30000000000000004");
	shows(wr_format_exact, 1e21, "1e+21");
	shows(wr_format_exact, 123456789, "123456789");
	shows(wr_format_exact, 5e-324, "5e-324");
	shows(wr_format_exact, 2.2250738585072014e-308, "2.2250738585072014e-308");
	shows(wr_format_exact, DBL_MAX, "1.7976931348623157e+308");
	shows(wr_format_exact, -0.0, "-0");
	shows(wr_format_exact, NAN, "null");
	shows(wr_format_exact, INFINITY, "null");
}

TEST(exact_reads_back_for_any_bits)
{
	uint64_t bits = 88172645463325252ULL;

	for (int i = 0; i < 20000; i++) {
		char buf[40];
		double v, back;

		bits ^= bits << 13;
		bits ^= bits >> 7;
		bits ^= bits << 17;
		memcpy(&v, &bits, sizeof v);
		if (!isfinite(v))
			continue;
		back = strtod(wr_format_exact(buf, sizeof buf, v), NULL);
		CHECK(!memcmp(&v, &back, sizeof v));
	}
}
