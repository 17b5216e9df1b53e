/* c_flags_fuzz.c - any bytes as a compiler's command line: nothing but known options may come out. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "analyzer/c/flags_p.h"
#include "core/alloc.h"
#include "core/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ALONE, JOINED, SEPARATE, EITHER };

static const struct { const char *name; int form; } options[] = {
#define OPTION(name, form, value) { name, form },
#define SKIP(name)
#include "analyzer/c/options.def"
};

/* What stands behind "-I" is a folder, whatever it looks like. */
static bool has_value(const char *flag)
{
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		if (options[i].form >= SEPARATE && !strcmp(options[i].name, flag))
			return true;
	}
	return !strcmp(flag, "-Xclang");
}

static void check(const struct an_c_flags *flags)
{
	for (size_t i = 0; i < flags->count; i++) {
		assert(flags->argv[i]);
		if (has_value(flags->argv[i])) {
			assert(++i < flags->count);
			continue;
		}
		assert(!wr_starts_with(flags->argv[i], "-fplugin"));
		assert(strcmp(flags->argv[i], "-load"));
		assert(strcmp(flags->argv[i], "-include-pch"));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wr_arena *arena = wr_arena_new();
	char *line = wr_strndup((const char *)data, size);
	struct an_front_setup setup = { .root = "/nowhere" };
	struct an_c_flags flags;
	size_t n;

	setup.flags = an_c_split(arena, line, &n);
	if (setup.flags) {
		setup.flag_count = n;
		an_c_flags_make(arena, &setup, NULL, "/nowhere/x.c", &flags);
		check(&flags);
		an_c_flags_plain(&flags);
		check(&flags);
	}
	wr_arena_free(arena);
	free(line);
	return 0;
}
