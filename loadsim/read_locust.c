/* read_locust.c - the statistics of Locust: counts per rounded response time. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "loadsim/read_p.h"

#define MOST 1e15

/* "12": 3 - three answers within 12 ms, rounded by Locust. */
static int add_times(const cJSON *times, const char *path, struct ls_collected *c, struct wr_err *err)
{
	const cJSON *count;

	cJSON_ArrayForEach(count, times) {
		char *end;
		double ms = strtod(count->string, &end), n = cJSON_IsNumber(count) ? count->valuedouble : -1;

		if (*end || end == count->string || !(ms >= 0 && ms < 1e9) || !(n >= 0 && n < MOST))
			return wr_fail(err, WR_EINPUT, "%s: response_times: '%.60s' is not a time in ms with its count", path,
				       count->string);
		wr_hist_record(c->response, (uint64_t)(ms * 1e6), (uint64_t)n);
	}
	return 0;
}

static int add_entry(const cJSON *entry, const char *path, struct ls_collected *c, double *from, double *to, struct wr_err *err)
{
	double requests = wr_json_number(entry, "num_requests", -1), failures = wr_json_number(entry, "num_failures", 0);

	if (!(requests >= 0 && requests < MOST && failures >= 0 && failures <= requests))
		return wr_fail(err, WR_EINPUT, "%s: not Locust's statistics: an entry has no num_requests", path);
	c->asked += requests;
	c->answered += requests - failures;
	c->answered_in_time += requests - failures;
	/* Locust does not say how they failed; a status or no answer */
	c->failed[LS_FAIL_STATUS] += failures;
	c->response_sum += fmax(wr_json_number(entry, "total_response_time", 0), 0) * 1e-3;
	*from = fmin(*from, wr_json_number(entry, "start_time", INFINITY));
	*to = fmax(*to, wr_json_number(entry, "last_request_timestamp", -INFINITY));
	return add_times(cJSON_GetObjectItemCaseSensitive(entry, "response_times"), path, c, err);
}

int ls_read_locust(const cJSON *json, const char *path, struct ls_collected *c, struct wr_err *err)
{
	double from = INFINITY, to = -INFINITY;
	const cJSON *entry;

	cJSON_ArrayForEach(entry, json) {
		if (add_entry(entry, path, c, &from, &to, err))
			return -1;
	}
	if (!(to > from))
		return wr_fail(err, WR_EINPUT, "%s: no requests in it, or no times of them", path);
	c->seconds = fmax(c->seconds, to - from);
	c->rounded = true;
	c->files++;
	return 0;
}
