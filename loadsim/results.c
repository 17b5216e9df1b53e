/* results.c - counts, histograms and windows of a run. */
#include "loadsim/results_p.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"

#define LONGEST UINT64_C(86400000000000)        /* of a response time: a day, in ns */
#define MOST_WINDOWS 600

void ls_results_start(struct ls_results *r, double duration)
{
	assert(duration > 0);
	*r = (struct ls_results){ .duration = duration, .window = ceil(duration / MOST_WINDOWS) };
	r->window_limit = 2 * (size_t)ceil(duration / r->window);
	r->windows = wr_calloc(r->window_limit, sizeof *r->windows);
	for (size_t i = 0; i < r->window_limit; i++)
		r->windows[i].p50 = r->windows[i].p95 = r->windows[i].p99 = NAN;
	r->response = wr_hist_new(LONGEST);
	r->service = wr_hist_new(LONGEST);
	r->lag = wr_hist_new(LONGEST);
	r->recent = wr_hist_new(LONGEST);
}

void ls_results_free(struct ls_results *r)
{
	free(r->windows);
	wr_hist_free(r->response);
	wr_hist_free(r->service);
	wr_hist_free(r->lag);
	wr_hist_free(r->recent);
	*r = (struct ls_results){ 0 };
}

double ls_hist_seconds(const struct wr_hist *h, double p)
{
	return wr_hist_count(h) ? (double)wr_hist_quantile(h, p) * 1e-9 : NAN;
}

void ls_hist_record_seconds(struct wr_hist *h, double seconds)
{
	double ns = seconds * 1e9 + 0.5;

	wr_hist_record(h, ns <= 0 ? 0 : ns < 1e18 ? (uint64_t)ns : UINT64_MAX, 1);
}

/* The window of a time, NULL for times that are not drawn. */
static struct ls_window *window_at(struct ls_results *r, double t)
{
	/* what is due at the very start of a window is in it, however its time was worked out */
	double i = floor((t + 0.5e-9) / r->window);

	if (i >= (double)r->window_limit)
		return NULL;
	if ((size_t)i >= r->window_count)
		r->window_count = (size_t)i + 1;
	return &r->windows[(size_t)i];
}

void ls_results_close(struct ls_results *r)
{
	struct ls_window *w = &r->windows[r->open];

	if (!wr_hist_count(r->recent))
		return;
	w->p50 = ls_hist_seconds(r->recent, 0.5);
	w->p95 = ls_hist_seconds(r->recent, 0.95);
	w->p99 = ls_hist_seconds(r->recent, 0.99);
	wr_hist_clear(r->recent);
}

/* w is where the response ended, NULL = not drawn. */
static void record_response(struct ls_results *r, const struct ls_window *w, double response)
{
	ls_hist_record_seconds(r->response, response);
	r->response_sum += response;
	if (!w)
		return;
	if (w != &r->windows[r->open]) {
		assert(w > &r->windows[r->open]);
		ls_results_close(r);
		r->open = (size_t)(w - r->windows);
	}
	ls_hist_record_seconds(r->recent, response);
}

void ls_results_asked(struct ls_results *r, double intended)
{
	struct ls_window *w = window_at(r, intended);

	r->asked++;
	if (w)
		w->asked++;
}

void ls_results_hit(struct ls_results *r, double intended)
{
	struct ls_window *w = window_at(r, intended);

	r->hit++;
	if (w)
		w->hit++;
}

void ls_results_sent(struct ls_results *r, double now)
{
	struct ls_window *w = window_at(r, now);

	if (w)
		w->sent++;
}

void ls_results_answered(struct ls_results *r, double intended, double now)
{
	struct ls_window *w = window_at(r, now);

	r->answered++;
	r->answered_in_time += now <= r->duration;
	if (w)
		w->answered++;
	record_response(r, w, now - intended);
}

void ls_results_failed(struct ls_results *r, double intended, double now, struct ls_failing how)
{
	struct ls_window *w = window_at(r, now);

	r->failed[how.kind]++;
	r->injected[how.kind] += how.injected;
	if (w) {
		w->failed++;
		w->injected += how.injected;
	}
	if (how.kind == LS_FAIL_TIMEOUT)
		record_response(r, w, now - intended);
}

static long long sum_of_kinds(const long long counts[LS_FAILURE_KINDS])
{
	long long sum = 0;

	for (int i = 0; i < LS_FAILURE_KINDS; i++)
		sum += counts[i];
	return sum;
}

long long ls_results_failures(const struct ls_results *r)
{
	return sum_of_kinds(r->failed);
}

long long ls_results_injected(const struct ls_results *r)
{
	return sum_of_kinds(r->injected);
}

const char *ls_failure_name(enum ls_failure kind)
{
	static const char *const names[LS_FAILURE_KINDS] = {
		"connect", "timeout", "reset", "status 500 or above", "garbage", "rejected",
	};

	return names[kind];
}
