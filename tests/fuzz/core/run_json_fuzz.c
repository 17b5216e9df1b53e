/* run_json_fuzz.c - any bytes as run.json: refused with a message, or read, and then written and read the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/run_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wr_buf first = WR_BUF_INIT, second = WR_BUF_INIT;
	struct wr_err err = { 0 };
	struct wr_run *run = wr_run_parse_json((const char *)data, size, "fuzz.json", &err), *back;

	if (!run) {
		if (strncmp(err.message, "fuzz.json:", 10))
			abort();
		return 0;
	}
	wr_run_write_json(run, &first);
	back = wr_run_parse_json(first.data, first.len, "written.json", &err);
	if (!back)
		abort();
	wr_run_write_json(back, &second);
	if (first.len != second.len || memcmp(first.data, second.data, first.len))
		abort();
	wr_run_free(run);
	wr_run_free(back);
	wr_buf_free(&first);
	wr_buf_free(&second);
	return 0;
}
