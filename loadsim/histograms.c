/* histograms.c - histogram logs. */
#include "loadsim/histograms_p.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "core/file.h"
#include "core/hist_code.h"
#include "core/json.h"
#include "core/text.h"

static const char counts_mark[] = "#[weir ";
static const char *const kinds[LS_FAILURE_KINDS] = { "connect", "timeout", "reset", "status", "garbage", "tls", "rejected" };

/* -- writing -------------------------------------------------------------------- */

static void put_kinds(struct wr_json *w, const char *key, const long long counts[LS_FAILURE_KINDS])
{
	wr_json_open(w, key, '{');
	for (int i = 0; i < LS_FAILURE_KINDS; i++) {
		if (counts[i])
			wr_json_set_int(w, kinds[i], counts[i]);
	}
	wr_json_end(w);
}

static void put_counts(const char *name, const struct ls_results *r, struct wr_buf *out)
{
	struct wr_json w = { .out = out };

	wr_buf_str(out, counts_mark);
	wr_json_begin(&w, '{');
	wr_json_set_string(&w, "name", name);
	wr_json_set_number(&w, "seconds", r->duration);
	wr_json_set_int(&w, "asked", r->asked);
	wr_json_set_int(&w, "answered", r->answered);
	wr_json_set_int(&w, "answered_in_time", r->answered_in_time);
	wr_json_set_int(&w, "refused", r->refused);
	wr_json_set_number(&w, "response_sum", r->response_sum);
	wr_json_set_number(&w, "response_max", (double)wr_hist_max(r->response));
	wr_json_set_bool(&w, "faults", r->faults);
	wr_json_set_int(&w, "hit", r->hit);
	put_kinds(&w, "failed", r->failed);
	put_kinds(&w, "injected", r->injected);
	wr_json_end(&w);
	wr_buf_str(out, "]\n");
}

static void put_line(const char *tag, const struct wr_hist *h, double seconds, struct wr_buf *out)
{
	if (!wr_hist_count(h))
		return;
	if (tag)
		wr_buf_printf(out, "Tag=%s,", tag);
	/* the maximum in milliseconds, as HdrHistogram's own writer has it */
	wr_buf_printf(out, "0.000,%.3f,%.6f,", seconds, (double)wr_hist_max(h) * 1e-6);
	wr_hist_encode(h, out);
	wr_buf_char(out, '\n');
}

int ls_histograms_write(const char *path, const char *name, const struct ls_results *r, struct wr_err *err)
{
	struct wr_buf out = WR_BUF_INIT;
	char date[64];
	time_t now = time(NULL);
	struct tm utc;
	int failed;

	strftime(date, sizeof date, "%a %b %d %H:%M:%S UTC %Y", gmtime_r(&now, &utc));
	wr_buf_printf(&out, "#[Histogram log format version 1.3]\n#[StartTime: %lld.000 (seconds since epoch), %s]\n",
		      (long long)now, date);
	put_counts(name, r, &out);
	wr_buf_str(&out, "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n");
	put_line(NULL, r->response, r->duration, &out);
	put_line("service", r->service, r->duration, &out);
	put_line("lag", r->lag, r->duration, &out);
	failed = wr_file_write(path, out.data, out.len, err);
	wr_buf_free(&out);
	return failed;
}

/* -- reading -------------------------------------------------------------------- */

struct reading {
	const char *path;
	unsigned line;
	struct ls_collected *c;
	bool counted;           /* its counts were found */
	double first, last;     /* seconds that its lines cover */
	uint64_t max;           /* ns, of the response times; 0 = not said */
	struct wr_err *err;
};

static int refuse(const struct reading *r, const char *why)
{
	return wr_fail_at(r->err, WR_EINPUT, r->path, r->line, 0, "%s", why);
}

static void take_kinds(const cJSON *counts, const char *key, double into[LS_FAILURE_KINDS])
{
	const cJSON *object = cJSON_GetObjectItemCaseSensitive(counts, key);

	for (int i = 0; i < LS_FAILURE_KINDS; i++)
		into[i] += fmax(wr_json_number(object, kinds[i], 0), 0);
}

static int take_counts(struct reading *r, const char *text, size_t n)
{
	struct ls_collected *c = r->c;
	cJSON *counts;

	if (n && text[n - 1] == ']')
		n--;
	counts = wr_json_parse(text, n, r->path, r->err);
	if (!counts)
		return -1;
	r->counted = true;
	r->max = (uint64_t)fmin(fmax(wr_json_number(counts, "response_max", 0), 0), (double)LS_LONGEST_RESPONSE);
	c->seconds = fmax(c->seconds, wr_json_number(counts, "seconds", 0));
	c->asked += fmax(wr_json_number(counts, "asked", 0), 0);
	c->answered += fmax(wr_json_number(counts, "answered", 0), 0);
	c->answered_in_time += fmax(wr_json_number(counts, "answered_in_time", 0), 0);
	c->refused += fmax(wr_json_number(counts, "refused", 0), 0);
	c->hit += fmax(wr_json_number(counts, "hit", 0), 0);
	c->response_sum += fmax(wr_json_number(counts, "response_sum", 0), 0);
	c->faults |= wr_json_bool(counts, "faults", false);
	take_kinds(counts, "failed", c->failed);
	take_kinds(counts, "injected", c->injected);
	cJSON_Delete(counts);
	return 0;
}

static struct wr_hist *histogram_of(struct ls_collected *c, const char *tag, size_t n)
{
	if (!n)
		return c->response;
	if (n == 7 && !memcmp(tag, "service", n))
		return c->service;
	if (n == 3 && !memcmp(tag, "lag", n)) {
		c->with_lag = true;
		return c->lag;
	}
	return NULL;
}

/* "start,length,max,histogram" */
static int take_histogram(struct reading *r, const char *line, struct wr_hist *into)
{
	double start, length, max;
	struct wr_err why;
	bool exact = true;
	int at = 0;

	if (sscanf(line, "%lf,%lf,%lf,%n", &start, &length, &max, &at) != 3 || !at || !(length >= 0))
		return refuse(r, "not a line of a histogram log: start, length, maximum, histogram");
	if (wr_hist_decode(line + at, strlen(line + at), into == r->c->response ? r->max : 0, into, &exact, &why))
		return refuse(r, why.message);
	r->c->rounded |= !exact;
	r->first = fmin(r->first, start);
	r->last = fmax(r->last, start + length);
	return 0;
}

static int take_line(struct reading *r, const char *line, size_t n)
{
	const char *tag = line, *rest = line;
	struct wr_hist *into;
	size_t tag_size = 0;

	if (wr_starts_with(line, counts_mark))
		return r->counted ? refuse(r, "counts for the second time") :
		       take_counts(r, line + strlen(counts_mark), n - strlen(counts_mark));
	if (!n || *line == '#' || *line == '"')
		return 0;
	if (wr_starts_with(line, "Tag=")) {
		tag += 4;
		tag_size = strcspn(tag, ",");
		rest = tag + tag_size + (tag[tag_size] == ',');
	}
	into = histogram_of(r->c, tag, tag_size);
	return into ? take_histogram(r, rest, into) : 0;
}

/* Of a log by somebody else every value is a good answer. */
static void count_values(struct reading *r, uint64_t before)
{
	struct ls_collected *c = r->c;
	double n = (double)(wr_hist_count(c->response) - before);

	c->uncounted = true;
	c->asked += n;
	c->answered += n;
	c->answered_in_time += n;
	c->response_sum = wr_hist_mean(c->response) * 1e-9 * (double)wr_hist_count(c->response);
	c->seconds = fmax(c->seconds, r->last - r->first);
}

int ls_histograms_read(const char *path, struct ls_collected *c, struct wr_err *err)
{
	struct reading r = { .path = path, .c = c, .first = INFINITY, .last = -INFINITY, .err = err };
	uint64_t before = wr_hist_count(c->response);
	struct wr_lines *lines = wr_lines_open(path, err);
	const char *line;
	size_t n;
	int got = -1;

	if (!lines)
		return -1;
	while ((got = wr_lines_next(lines, &line, &n, err)) > 0) {
		r.line = (unsigned)wr_lines_number(lines);
		if (take_line(&r, line, n)) {
			got = -1;
			break;
		}
	}
	wr_lines_close(lines);
	if (got < 0)
		return -1;
	if (wr_hist_count(c->response) == before && !r.counted)
		return wr_fail(err, WR_EINPUT, "%s: no histograms in it", path);
	if (!r.counted)
		count_values(&r, before);
	c->files++;
	return 0;
}
