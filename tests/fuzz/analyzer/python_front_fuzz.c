/* Any bytes give a whole unit: tokens, tree, names and facts of a Python file. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "analyzer/python/front_p.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct py_front *front;
	static struct wr_buf unit;
	char *bytes = calloc(size + PY_PADDING, 1);     /* no longer, for the sanitizer */
	struct wr_err err = { .code = WR_OK };

	if (!bytes)
		return 0;
	if (size)
		memcpy(bytes, data, size);
	if (!front)
		front = an_py_front_new();
	wr_buf_clear(&unit);
	an_py_read(front, "fuzz.py", bytes, size, &unit);
	if (an_unit_check(unit.data, unit.len, &err)) {
		fprintf(stderr, "%s\n", err.message);
		abort();
	}
	free(bytes);
	return 0;
}
