/* read_results_fuzz.c - any bytes as a profile, and as the results of a benchmark tool. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "profiler/profiler.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("input", 0);
	struct wr_run *run = wr_run_new();
	struct wr_err err;
	char path[64];

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	/* Nothing is told of what was refused. */
	if (pf_read_profile(path, NULL, "x", run, &err) != 0 && run->measure_count + run->series_count > 0)
		abort();
	if (pf_read_results(path, run, &err) == 0 && run->measure_count == 0)
		abort();
	wr_run_free(run);
	close(fd);
	return 0;
}
