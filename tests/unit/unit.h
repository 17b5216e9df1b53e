#ifndef WEIR_TESTS_UNIT_H
#define WEIR_TESTS_UNIT_H

/*
 * unit.h - unit tests that register themselves, on cmocka.
 *
 *	TEST(median_of_an_even_number_is_the_mean_of_the_middle)
 *	{
 *		...
 *		CHECK_NEAR("n = 4", wr_median(x, 4), 2.5, 1e-12);
 *	}
 *
 * Expected numbers are worked by hand or come from an independent program,
 * named in a comment; never copied from our own output.
 */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

void unit_register(const char *name, void (*test)(void **state));
/* A new empty folder, removed with all it holds when the program ends. */
const char *unit_temp_dir(void);
/* dir/name with the bytes in it; the path is valid until the program ends. */
const char *unit_temp_file(const char *name, const void *bytes, size_t n);

#define TEST(name) \
	static void test_##name(void **state); \
	__attribute__((constructor)) static void register_##name(void) \
	{ unit_register(#name, test_##name); } \
	static void test_##name(void **state __attribute__((unused)))

#define CHECK(condition) assert_true(condition)
#define CHECK_STR(got, want) assert_string_equal(got, want)
/* `what` names the case in a table of cases. */
#define CHECK_EQ(what, got, want) do { \
	long long got_ = (long long)(got), want_ = (long long)(want); \
	if (got_ != want_) \
		fail_msg("%s: got %lld, want %lld", (what), got_, want_); \
} while (0)
#define CHECK_NEAR(what, got, want, tolerance) do { \
	double got_ = (got), want_ = (want); \
	if (!(fabs(got_ - want_) <= (tolerance))) \
		fail_msg("%s: got %.17g, want %.17g", (what), got_, want_); \
} while (0)
#define CHECK_HAS(text, part) do { \
	if (!strstr((text), (part))) \
		fail_msg("'%s' is not in: %s", (part), (text)); \
} while (0)

#endif
