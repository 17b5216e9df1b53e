/* read_fuzz.c - any bytes as a histogram log, a k6 summary and Locust's statistics. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "core/hist_code.h"
#include "core/json.h"
#include "loadsim/histograms_p.h"
#include "loadsim/read_p.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Not assert: a release build checks too. */
static void must(bool condition)
{
	if (!condition)
		abort();
}

static void publish(const struct ls_collected *c)
{
	struct wr_run *run = wr_run_new();
	struct ls_results r;

	if (!ls_collected_results(c, &r, NULL)) {
		ls_results_publish(&r, "fuzz", true, run);
		ls_results_free(&r);
	}
	wr_run_free(run);
}

static void as_log(const uint8_t *data, size_t size)
{
	char path[] = "/tmp/weir-read-fuzz-XXXXXX";
	struct ls_collected c;
	struct wr_err err = { 0 };
	int fd = mkstemp(path);

	must(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	close(fd);
	ls_collected_start(&c);
	if (!ls_histograms_read(path, &c, &err))
		publish(&c);
	else
		must(err.message[0]);
	ls_collected_free(&c);
	unlink(path);
}

static void as_json(const uint8_t *data, size_t size)
{
	cJSON *json = wr_json_parse((const char *)data, size, "fuzz", NULL);
	struct wr_run *run = wr_run_new();
	struct ls_collected c;

	ls_collected_start(&c);
	if (json) {
		ls_read_k6(json, "fuzz", "fuzz", run, NULL);
		if (!ls_read_locust(json, "fuzz", &c, NULL))
			publish(&c);
	}
	ls_collected_free(&c);
	wr_run_free(run);
	cJSON_Delete(json);
}

static void as_code(const uint8_t *data, size_t size)
{
	struct wr_hist *h = wr_hist_new(LS_LONGEST_RESPONSE);
	bool exact;

	if (wr_hist_decode((const char *)data, size, 0, h, &exact, NULL))
		must(wr_hist_count(h) == 0);
	wr_hist_free(h);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 65536)
		return 0;
	as_log(data, size);
	as_json(data, size);
	as_code(data, size);
	return 0;
}
