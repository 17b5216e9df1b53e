/* unit_fuzz.c - whatever bytes pass an_unit_check can be read through and dumped. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "analyzer/unit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wr_buf text = WR_BUF_INIT;
	void *bytes = malloc(size ? size : 1);    /* aligned, and no longer, for the sanitizer */

	if (!bytes)
		return 0;
	memcpy(bytes, data, size);
	if (!an_unit_check(bytes, size, NULL))
		an_unit_dump(bytes, &text);
	free(bytes);
	wr_buf_free(&text);
	return 0;
}
