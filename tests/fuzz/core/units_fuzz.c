/* units_fuzz.c - any text as a quantity; and as a command line, which is split by hand too. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/process.h"
#include "core/units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Also where asserts are compiled out. */
static void must(bool ok)
{
	if (!ok)
		abort();
}

/* What was read can be written, and read back as the same number. */
static void check_number(double value)
{
	char exact[40], shown[64];
	double again;

	must(isfinite(value));
	must(wr_parse_number(wr_format_exact(exact, sizeof exact, value), &again) == 0);
	must(again >= value && again <= value);
	must(wr_format_duration(shown, sizeof shown, value)[0] && wr_format_size(shown, sizeof shown, value)[0]);
	must(wr_format_percent(shown, sizeof shown, value)[0] && wr_format_count(shown, sizeof shown, value)[0]);
}

static void check_command(struct wr_arena *arena, const char *line)
{
	struct wr_err err = { WR_OK, "" };
	const char *const *argv = wr_command_split(arena, line, &err);
	size_t length = 0;

	must(argv ? argv[0][0] != '\0' : err.code == WR_EUSAGE);
	for (; argv && *argv; argv++)
		length += strlen(*argv);
	must(length <= strlen(line) + 4);     /* "sh" and "-c" */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int (*const parsers[])(const char *, double *) = {
		wr_parse_duration, wr_parse_size, wr_parse_rate, wr_parse_ratio, wr_parse_number,
	};
	struct wr_arena *arena = wr_arena_new();
	char *text = wr_arena_strndup(arena, (const char *)data, size);
	double value;

	for (size_t i = 0; i < sizeof parsers / sizeof *parsers; i++) {
		if (parsers[i](text, &value) == 0)
			check_number(value);
	}
	check_command(arena, text);
	wr_arena_free(arena);
	return 0;
}
