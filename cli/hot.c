/* hot.c - functions of measured profiles. */
#include "cli/hot.h"

#include "core/file.h"
#include "profiler/profiler.h"

int cli_read_hot(const char *const *profiles, size_t n, const char *root, struct wr_arena *arena, struct an_options *options,
		 struct wr_err *err)
{
	struct pf_hot **found = wr_arena_array(arena, n, sizeof *found);
	size_t *counts = wr_arena_array(arena, n, sizeof *counts), all = 0;
	struct an_hot *hot;

	for (size_t i = 0; i < n; i++) {
		if (pf_read_hot(wr_path_join(arena, root, profiles[i]), arena, &found[i], &counts[i], err))
			return -1;
		all += counts[i];
	}
	options->hot = hot = wr_arena_array(arena, all, sizeof *hot);
	options->hot_count = all;
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < counts[i]; k++)
			*hot++ = (struct an_hot){ found[i][k].function, found[i][k].file, found[i][k].line, found[i][k].share,
						  found[i][k].own, profiles[i] };
	}
	return 0;
}
