/* results.c - counts, histograms, windows and parts of a run. */
#include "loadsim/results_p.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/text.h"
#include "loadsim/steady_p.h"

#define MOST_WINDOWS 600
#define SLICES 32
#define BINS 512

static void start_windows(struct ls_results *r, double window)
{
	free(r->windows);
	r->window = window;
	r->window_limit = 2 * (size_t)ceil(r->duration / window);
	r->windows = wr_calloc(r->window_limit, sizeof *r->windows);
	for (size_t i = 0; i < r->window_limit; i++)
		r->windows[i].p50 = r->windows[i].p95 = r->windows[i].p99 = NAN;
}

void ls_results_start(struct ls_results *r, double duration)
{
	assert(duration > 0);
	*r = (struct ls_results){ .duration = duration };
	start_windows(r, ceil(duration / MOST_WINDOWS));
	r->slices = ls_parts_new(&duration, 1);
	r->slice_count = 1;
	r->all = (struct ls_part){ .to = duration, .response = wr_hist_new(LS_LONGEST_RESPONSE) };
	r->response = r->all.response;
	r->service = wr_hist_new(LS_LONGEST_RESPONSE);
	r->lag = wr_hist_new(LS_LONGEST_RESPONSE);
	r->recent[0] = wr_hist_new(LS_LONGEST_RESPONSE);
	r->recent[1] = wr_hist_new(LS_LONGEST_RESPONSE);
}

static void divide_phases(struct ls_results *r, const struct ls_scenario *s)
{
	double *ends = wr_calloc(s->phase_count, sizeof *ends), end = 0;

	for (size_t i = 0; i < s->phase_count; i++)
		ends[i] = end += s->phases[i].duration;
	r->phases = ls_parts_new(ends, s->phase_count);
	r->phase_count = s->phase_count;
	free(ends);
}

static void divide_slices(struct ls_results *r)
{
	double ends[SLICES];

	for (size_t i = 0; i < SLICES; i++)
		ends[i] = r->duration * (double)(i + 1) / SLICES;
	ls_parts_free(r->slices, r->slice_count);
	r->slices = ls_parts_new(ends, SLICES);
	r->slice_count = SLICES;
	r->bins = wr_calloc(BINS, sizeof *r->bins);
	r->bin_count = BINS;
}

void ls_results_divide(struct ls_results *r, const struct ls_scenario *s, bool steady)
{
	assert(!r->asked);
	r->scenario = s;
	r->faults = s->fault_count > 0;
	for (size_t i = 0; i < s->threshold_count; i++) {
		r->worst_windows |= wr_starts_with(s->thresholds[i].metric, "windows.");
		r->drift |= wr_ends_with(s->thresholds[i].metric, "_drift");
	}
	if (s->window > 0)
		start_windows(r, fmax(s->window, r->window));
	if (s->phase_count > 1)
		divide_phases(r, s);
	if (steady)
		divide_slices(r);
}

void ls_results_free(struct ls_results *r)
{
	free(r->windows);
	free(r->bins);
	ls_parts_free(r->slices, r->slice_count);
	ls_parts_free(r->phases, r->phase_count);
	wr_hist_free(r->all.response);
	wr_hist_free(r->service);
	wr_hist_free(r->lag);
	wr_hist_free(r->recent[0]);
	wr_hist_free(r->recent[1]);
	*r = (struct ls_results){ 0 };
}

void ls_results_restart(struct ls_results *r, const struct ls_scenario *s)
{
	bool drift = r->drift, steady = r->bins != NULL;
	double duration = r->duration;

	ls_results_free(r);
	ls_results_start(r, duration);
	ls_results_divide(r, s, steady);
	r->drift = drift;
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
	double i = floor((t + LS_HALF_TICK) / r->window);

	if (i >= (double)r->window_limit)
		return NULL;
	if ((size_t)i >= r->window_count)
		r->window_count = (size_t)i + 1;
	return &r->windows[(size_t)i];
}

static struct ls_part *slice_at(struct ls_results *r, double t)
{
	return r->slice_count == 1 ? r->slices : ls_part_at(r->slices, r->slice_count, t);
}

/* NULL when the run is not divided into phases. */
static struct ls_part *phase_at(struct ls_results *r, double t)
{
	return r->phases ? ls_part_at(r->phases, r->phase_count, t) : NULL;
}

static void close_window(struct ls_results *r, size_t i)
{
	struct ls_window *w = &r->windows[i];
	struct wr_hist *recent = r->recent[i % 2];

	if (!wr_hist_count(recent))
		return;
	w->p50 = ls_hist_seconds(recent, 0.5);
	w->p95 = ls_hist_seconds(recent, 0.95);
	w->p99 = ls_hist_seconds(recent, 0.99);
	wr_hist_clear(recent);
}

static void close_both(struct ls_results *r)
{
	close_window(r, r->open);
	if (r->open)
		close_window(r, r->open - 1);
}

static void record_in_window(struct ls_results *r, const struct ls_window *w, double response)
{
	size_t i;

	if (!w)
		return;
	i = (size_t)(w - r->windows);
	if (i > r->open) {
		if (i == r->open + 1 && r->open)
			close_window(r, r->open - 1);
		else if (i > r->open + 1)
			close_both(r);
		r->open = i;
	}
	assert(i + 1 >= r->open);
	ls_hist_record_seconds(r->recent[i % 2], response);
}

static void record_in_part(struct ls_part *p, double response)
{
	p->response_sum += response;
	ls_hist_record_seconds(p->response, response);
}

static void record_in_bin(struct ls_results *r, double intended, double response)
{
	size_t bin = (size_t)((intended + LS_HALF_TICK) / r->duration * (double)r->bin_count);

	if (bin >= r->bin_count)
		bin = r->bin_count - 1;
	r->bins[bin].sum += response;
	r->bins[bin].n++;
}

/* w is where the response ended, NULL = not drawn. */
static void record_response(struct ls_results *r, const struct ls_window *w, double intended, double now)
{
	double response = now - intended;
	struct ls_part *phase = phase_at(r, intended);

	r->response_sum += response;
	record_in_part(slice_at(r, intended), response);
	if (phase)
		record_in_part(phase, response);
	if (r->bins)
		record_in_bin(r, intended, response);
	record_in_window(r, w, response);
}

void ls_results_asked(struct ls_results *r, double intended)
{
	struct ls_window *w = window_at(r, intended);
	struct ls_part *phase = phase_at(r, intended);

	r->asked++;
	slice_at(r, intended)->asked++;
	if (phase)
		phase->asked++;
	if (w)
		w->asked++;
}

void ls_results_hit(struct ls_results *r, double intended)
{
	struct ls_window *w = window_at(r, intended);
	struct ls_part *phase = phase_at(r, intended);

	r->hit++;
	slice_at(r, intended)->hit++;
	if (phase)
		phase->hit++;
	if (w)
		w->hit++;
}

void ls_results_sent(struct ls_results *r, double now)
{
	struct ls_window *w = window_at(r, now);

	if (w)
		w->sent++;
}

static void count_answer(struct ls_part *p, bool in_time)
{
	p->answered++;
	p->answered_in_time += in_time;
}

void ls_results_answered(struct ls_results *r, double intended, double now)
{
	struct ls_window *w = window_at(r, now);
	struct ls_part *phase = phase_at(r, intended);
	bool in_time = now <= r->duration;

	r->answered++;
	r->answered_in_time += in_time;
	r->last_answer = now;
	count_answer(slice_at(r, intended), in_time);
	if (phase)
		count_answer(phase, in_time);
	if (w)
		w->answered++;
	record_response(r, w, intended, now);
}

static void count_failure(struct ls_part *p, bool injected)
{
	p->failed++;
	p->injected += injected;
}

void ls_results_failed(struct ls_results *r, double intended, double now, struct ls_failing how)
{
	struct ls_window *w = window_at(r, now);
	struct ls_part *phase = phase_at(r, intended);

	r->failed[how.kind]++;
	r->injected[how.kind] += how.injected;
	count_failure(slice_at(r, intended), how.injected);
	if (phase)
		count_failure(phase, how.injected);
	if (w) {
		w->failed++;
		w->injected += how.injected;
	}
	if (how.kind == LS_FAIL_TIMEOUT)
		record_response(r, w, intended, now);
}

void ls_results_withdraw(struct ls_results *r, double intended)
{
	struct ls_window *w = window_at(r, intended);
	struct ls_part *phase = phase_at(r, intended);

	r->asked--;
	slice_at(r, intended)->asked--;
	if (phase)
		phase->asked--;
	if (w)
		w->asked--;
}

static size_t cut_parts(struct ls_part *parts, size_t n, double end)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (parts[i].from < end || !i)
			parts[kept++].to = fmin(parts[i].to, end);
		else
			wr_hist_free(parts[i].response);
	}
	return kept;
}

void ls_results_cut(struct ls_results *r, double now)
{
	if (now >= r->duration)
		return;
	r->duration = fmax(now, 1e-3);
	r->slice_count = cut_parts(r->slices, r->slice_count, r->duration);
	r->phase_count = cut_parts(r->phases, r->phase_count, r->duration);
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

/* How many slices at the start are left out: those in which the warm-up lies, wholly or in part. */
static size_t warm_up_slices(struct ls_results *r)
{
	double means[BINS] = { 0 };
	size_t n = 0, warm, ends[BINS];

	for (size_t i = 0; i < r->bin_count; i++) {
		if (!r->bins[i].n)
			continue;
		means[n] = r->bins[i].sum / (double)r->bins[i].n;
		ends[n++] = i;
	}
	warm = ls_warm_up(means, n);
	if (!warm)
		return 0;
	r->unsteady = warm == n;
	return r->unsteady ? 0 : (ends[warm] * r->slice_count + r->bin_count - 1) / r->bin_count;
}

void ls_results_close(struct ls_results *r)
{
	size_t first = r->bins ? warm_up_slices(r) : 0;
	struct wr_hist *response = r->all.response;

	close_both(r);
	wr_hist_clear(response);
	r->all = (struct ls_part){ .from = r->slices[first].from, .to = r->duration, .response = response };
	for (size_t i = first; i < r->slice_count; i++)
		ls_part_add(&r->all, &r->slices[i]);
}

const char *ls_failure_name(enum ls_failure kind)
{
	static const char *const names[LS_FAILURE_KINDS] = {
		"connect", "timeout", "reset", "status 500 or above", "garbage", "TLS", "rejected",
	};

	return names[kind];
}
