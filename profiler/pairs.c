/*
 * pairs.c - head against base, in randomly ordered pairs.
 *
 * Measuring all of the one and then all of the other would take the drift of
 * a shared machine for a change; within a pair it is common to both sides.
 * After every fourth pair base is also measured against base: what differs
 * there is noise, and a change must be well above it.
 */
#include "profiler/profiler.h"

#include <math.h>
#include <stdlib.h>
#include "core/progress.h"
#include "core/stats.h"
#include "profiler/session_p.h"

enum { DEFAULT_MAX_PAIRS = 40, SAME_EVERY = 4, NOISE_RUNS = 10 };
#define DEFAULT_SLOWDOWN 0.02
#define DEFAULT_GROWTH 0.05
#define DEFAULT_INSTRUCTION_GROWTH 0.01

static struct pf_sample *room(const struct pf_session *s)
{
	return wr_arena_array(s->arena, s->max_pairs, sizeof(struct pf_sample));
}

static void take_options(struct pf_session *s, const struct pf_options *o)
{
	double slowdown = o->max_slowdown > 0 ? o->max_slowdown : DEFAULT_SLOWDOWN;

	wr_rng_seed(&s->rng, o->seed ? o->seed : 1);
	s->max_pairs = o->max_pairs ? o->max_pairs : DEFAULT_MAX_PAIRS;
	s->min_pairs = o->min_pairs;
	s->warmup = o->warmup;
	s->thresholds[PF_WALL_TIME] = s->thresholds[PF_CPU_TIME] = slowdown;
	s->thresholds[PF_RSS_PEAK] = o->max_memory_growth > 0 ? o->max_memory_growth : DEFAULT_GROWTH;
	s->instructions = o->instructions;
	s->instruction_growth = o->max_instruction_growth > 0 ? o->max_instruction_growth : DEFAULT_INSTRUCTION_GROWTH;
	s->pairs = (struct pf_pairs){
		.base = room(s), .head = room(s), .same = { room(s), room(s) },
		.same_after = wr_arena_array(s->arena, s->max_pairs, sizeof(size_t)),
	};
}

/* ---- measuring ---- */

/* One of the two runs of a pair; at is the pair that it belongs to. */
struct one { const struct pf_job *job; struct pf_sample *sample; enum pf_side side; size_t at; };

static int run_one(struct pf_session *s, const struct one *o, struct wr_err *err)
{
	if (pf_launcher_run(s->launcher, o->job, &s->rng, o->sample, err))
		return -1;
	if (!s->suite)
		return 0;
	return pf_suite_take(s->suite, o->side, o->at, s->text.data, s->text.len, o->job->who, err);
}

static int run_both(struct pf_session *s, const struct one *a, const struct one *b, struct wr_err *err)
{
	if (wr_rng_below(&s->rng, 2))
		return run_one(s, a, err) || run_one(s, b, err) ? -1 : 0;
	return run_one(s, b, err) || run_one(s, a, err) ? -1 : 0;
}

/* What a warm-up takes is written over by the first pair. */
static int run_thrown_away(struct pf_session *s, const struct pf_job *base, const struct pf_job *head,
			   struct wr_err *err)
{
	struct pf_sample thrown_away[2];
	const struct one of_base = { base, &thrown_away[0], PF_BASE, 0 }, of_head = { head, &thrown_away[1], PF_HEAD, 0 };

	return run_both(s, &of_base, &of_head, err);
}

/* The first runs also tell whether the two sides print the same. */
static int compare_outputs(struct pf_session *s, struct wr_err *err)
{
	struct pf_job base = s->base, head = s->head;
	struct pf_sample thrown_away;

	base.output = &s->outputs.base;
	head.output = &s->outputs.head;
	if (run_thrown_away(s, &base, &head, err))
		return -1;
	s->has_outputs = true;
	base.output = &s->base_again;
	if (s->outputs.base != s->outputs.head)
		return pf_launcher_run(s->launcher, &base, &s->rng, &thrown_away, err);
	return 0;
}

static int warm_up(struct pf_session *s, struct wr_err *err)
{
	unsigned done = 0;

	/* Times that a suite prints differ always. */
	if (s->warmup && !s->suite) {
		if (compare_outputs(s, err))
			return -1;
		done = 1;
	}
	for (; done < s->warmup; done++)
		if (run_thrown_away(s, &s->base, &s->head, err))
			return -1;
	return 0;
}

static int measure_pair(struct pf_session *s, struct wr_err *err)
{
	struct pf_pairs *p = &s->pairs;
	const struct one base = { &s->base, &p->base[p->n], PF_BASE, p->n }, head = { &s->head, &p->head[p->n], PF_HEAD, p->n };
	const struct one same[2] = { { &s->base, &p->same[0][p->same_n], PF_SAME_A, p->same_n },
				     { &s->base, &p->same[1][p->same_n], PF_SAME_B, p->same_n } };

	if (run_both(s, &base, &head, err))
		return -1;
	p->n++;
	if (p->n % SAME_EVERY)
		return 0;
	if (run_both(s, &same[0], &same[1], err))
		return -1;
	p->same_after[p->same_n++] = p->n;
	return 0;
}

static int measure_until(struct pf_session *s, size_t pairs, struct wr_err *err)
{
	while (s->pairs.n < pairs) {
		wr_progress(s->pairs.n, s->max_pairs, s->head.who);
		if (measure_pair(s, err))
			return -1;
	}
	return 0;
}

static int measure_spawn_noise(struct pf_session *s, struct wr_err *err)
{
	struct pf_sample samples[NOISE_RUNS];

	for (int i = 0; i < NOISE_RUNS; i++)
		if (pf_launcher_run_nothing(s->launcher, &s->rng, &samples[i], err))
			return -1;
	for (enum pf_metric m = PF_WALL_TIME; m <= PF_CPU_TIME; m++) {
		double *times = pf_values(m, samples, NOISE_RUNS);

		s->spawn_noise[m] = wr_mad(times, NOISE_RUNS);
		free(times);
	}
	return 0;
}

/* ---- judging ---- */

struct pf_verdict pf_session_judge(const struct pf_session *s, enum pf_metric m)
{
	const struct pf_pairs *p = &s->pairs;
	double *ratios = pf_log_ratios(m, p->base, p->head, p->n);
	double *same = pf_log_ratios(m, p->same[0], p->same[1], p->same_n);
	struct pf_verdict v = pf_judge(ratios, p->n, same, p->same_n, s->thresholds[m]);

	free(ratios);
	free(same);
	return v;
}

double pf_session_length(const struct pf_session *s, enum pf_metric m)
{
	return fmax(pf_median(m, s->pairs.base, s->pairs.n), pf_median(m, s->pairs.head, s->pairs.n));
}

static bool is_too_short(const struct pf_session *s, enum pf_metric m)
{
	return pf_session_length(s, m) < PF_SHORTEST_IN_NOISE * s->spawn_noise[m];
}

/* Of a suite's command as a whole only the memory says something. */
static void choose_in_suite(struct pf_session *s)
{
	for (enum pf_metric m = 0; m < PF_METRICS; m++)
		s->opinions[m].standing = PF_LEFT_OUT;
	s->opinions[PF_RSS_PEAK].standing = s->unfit ? PF_UNFIT : PF_JUDGED;
	s->opinions[PF_RSS_PEAK].verdict.answer = WR_CHANGE_INCONCLUSIVE;
	s->primary = pf_choose_primary(s->pairs.base, s->pairs.head, s->pairs.n);
	pf_suite_choose(s->suite, &s->primary, s->unfit);
}

/* At the first look: what will be judged, and stays so whatever comes later. */
static void choose_what_to_judge(struct pf_session *s)
{
	enum pf_metric m;

	if (s->suite) {
		choose_in_suite(s);
		return;
	}
	s->primary = pf_choose_primary(s->pairs.base, s->pairs.head, s->pairs.n);
	m = s->primary.metric;
	s->opinions[m].standing = is_too_short(s, m) ? PF_REFUSED : s->unfit ? PF_UNFIT : PF_JUDGED;
	s->opinions[PF_RSS_PEAK].standing = s->unfit ? PF_UNFIT : PF_JUDGED;
	for (m = 0; m < PF_DRAWN; m++)
		s->opinions[m].verdict.answer = WR_CHANGE_INCONCLUSIVE;
}

/* An answer is final: what has one is not judged again.  True while one is missing. */
static bool look(struct pf_session *s)
{
	bool go_on = s->suite && pf_suite_look(s->suite, s->pairs.n, s->pairs.same_n, s->thresholds[PF_WALL_TIME]);

	for (enum pf_metric m = 0; m < PF_DRAWN; m++) {
		struct pf_opinion *o = &s->opinions[m];

		if (o->standing != PF_JUDGED || o->verdict.answer != WR_CHANGE_INCONCLUSIVE)
			continue;
		o->verdict = pf_session_judge(s, m);
		go_on |= o->verdict.answer == WR_CHANGE_INCONCLUSIVE;
	}
	return go_on;
}

static size_t next_look(const struct pf_session *s)
{
	size_t next = pf_next_look(s->pairs.n, s->max_pairs);

	while (next && next < s->min_pairs && next < s->max_pairs)
		next = pf_next_look(next, s->max_pairs);
	return next;
}

/* ---- instructions ---- */

static bool processor_counts(const struct pf_session *s)
{
	return isfinite(pf_median(PF_INSTRUCTIONS, s->pairs.base, s->pairs.n)) &&
	       isfinite(pf_median(PF_INSTRUCTIONS, s->pairs.head, s->pairs.n));
}

static int count_by_valgrind(struct pf_session *s, struct wr_err *err)
{
	for (int i = 0; i < PF_COUNTED_RUNS; i++)
		if (pf_count_instructions(&s->base, &s->counts[0][i], err) ||
		    pf_count_instructions(&s->head, &s->counts[1][i], err))
			return -1;
	s->has_counts = true;
	return 0;
}

static int judge_instructions(struct pf_session *s, struct wr_err *err)
{
	struct pf_opinion *o = &s->opinions[PF_INSTRUCTIONS];
	double *base, *head;

	if (!s->instructions || s->suite)
		return 0;
	o->standing = s->unfit ? PF_UNFIT : PF_JUDGED;
	if (!processor_counts(s)) {
		if (count_by_valgrind(s, err))
			return -1;
		o->verdict = pf_judge_counts(s->counts[0], s->counts[1], PF_COUNTED_RUNS, s->instruction_growth);
		return 0;
	}
	base = pf_values(PF_INSTRUCTIONS, s->pairs.base, s->pairs.n);
	head = pf_values(PF_INSTRUCTIONS, s->pairs.head, s->pairs.n);
	o->verdict = pf_judge_counts(base, head, s->pairs.n, s->instruction_growth);
	free(base);
	free(head);
	return 0;
}

static int measure_and_judge(struct pf_session *s, struct wr_err *err)
{
	size_t next;
	bool go_on = true;

	s->surroundings = pf_surroundings_begin();
	s->unfit = pf_is_unfit(&s->base) || pf_is_unfit(&s->head);

	if (measure_spawn_noise(s, err) || warm_up(s, err))
		return -1;
	while (go_on && (next = next_look(s)) > 0) {
		bool first = s->pairs.n == 0;

		if (measure_until(s, next, err))
			return -1;
		if (first)
			choose_what_to_judge(s);
		go_on = look(s);
	}
	pf_surroundings_end(&s->surroundings);
	return judge_instructions(s, err);
}

/* In pairs a few batches each are enough. */
static void prepare_suite(struct pf_session *s, const struct pf_command *head)
{
	if (!head->is_suite)
		return;
	s->suite = pf_suite_new(wr_measure_part(s->arena, head->name), s->max_pairs);
	s->base.text = s->head.text = &s->text;
	s->base.setting = s->head.setting = PF_FEW_BATCHES;
}

int pf_compare(const struct pf_command *base, const struct pf_command *head,
	       const struct pf_options *options, struct wr_run *run, struct wr_err *err)
{
	const struct pf_options defaults = PF_OPTIONS_DEFAULT;
	struct pf_session s = { .name = head->name, .arena = wr_arena_new(), .launcher = pf_launcher_open(err) };
	int result = -1;

	take_options(&s, options ? options : &defaults);
	if (s.launcher && options)
		pf_launcher_place(s.launcher, options->pin, options->realtime);
	if (s.launcher && !pf_prepare(base, "base", s.arena, &s.base, err) &&
	    !pf_prepare(head, "head", s.arena, &s.head, err)) {
		prepare_suite(&s, head);
		result = measure_and_judge(&s, err);
	}
	if (!result)
		pf_session_publish(&s, run);
	pf_suite_free(s.suite);
	wr_buf_free(&s.text);
	pf_launcher_close(s.launcher);
	wr_arena_free(s.arena);
	return result;
}
