/* results.c - results that other benchmark tools wrote, as measures. */
#include "profiler/results_p.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/file.h"
#include "core/stats.h"
#include "profiler/profiler.h"

#define MOST_BYTES ((size_t)256 << 20)

#define FORMAT(name) extern const struct pf_format pf_format_##name;
#include "profiler/formats.def"
#undef FORMAT

static const struct pf_format *const formats[] = {
#define FORMAT(name) &pf_format_##name,
#include "profiler/formats.def"
#undef FORMAT
	NULL
};

const struct pf_format *const *pf_formats(void)
{
	return formats;
}

struct result {
	const char *name, *unit;        /* of the measure */
	enum wr_better better;
	bool is_unfit;
	double *samples;
	size_t n, cap;
	struct wr_stat summary;         /* where there are no samples */
};

struct pf_reading {
	const char *path;
	struct wr_run *run;
	struct wr_arena *arena;
	struct result *results;
	size_t n, cap;
	bool is_unfit;
	size_t last;                    /* where the last one was found: tools write them in groups */
};

struct wr_run *pf_reading_run(struct pf_reading *r)
{
	return r->run;
}

struct wr_arena *pf_reading_arena(struct pf_reading *r)
{
	return r->arena;
}

const char *pf_reading_path(const struct pf_reading *r)
{
	return r->path;
}

void pf_reading_is_unfit(struct pf_reading *r, bool is_unfit)
{
	r->is_unfit = is_unfit;
}

static struct result *result_of(struct pf_reading *r, const char *benchmark, const char *metric, const char *unit,
				enum wr_better better)
{
	const char *name = wr_arena_printf(r->arena, "bench.%s.%s", wr_measure_part(r->arena, benchmark), metric);
	struct result *result;

	for (size_t k = 0; k < r->n; k++) {
		size_t i = (r->last + k) % r->n;

		if (!strcmp(r->results[i].name, name)) {
			r->last = i;
			return &r->results[i];
		}
	}
	r->last = r->n;
	result = WR_PUSH(r->results, r->n, r->cap);
	*result = (struct result){
		.name = name, .unit = wr_arena_strdup(r->arena, unit), .better = better,
		.is_unfit = r->is_unfit, .summary = { NAN, NAN, NAN, 0 },
	};
	return result;
}

void pf_add_sample(struct pf_reading *r, const char *benchmark, const char *metric, const char *unit,
		   enum wr_better better, double value)
{
	struct result *result;

	if (!isfinite(value))
		return;
	result = result_of(r, benchmark, metric, unit, better);
	*WR_PUSH(result->samples, result->n, result->cap) = value;
}

void pf_add_summary(struct pf_reading *r, const char *benchmark, const char *metric, const char *unit,
		    enum wr_better better, const struct wr_stat *stat)
{
	if (isfinite(stat->value))
		result_of(r, benchmark, metric, unit, better)->summary = *stat;
}

bool pf_add_array(struct pf_reading *r, const char *benchmark, const char *metric, const char *unit,
		  enum wr_better better, const cJSON *array, double scale)
{
	const cJSON *item;

	if (!cJSON_IsArray(array) || !array->child)
		return false;
	cJSON_ArrayForEach(item, array)
		if (cJSON_IsNumber(item))
			pf_add_sample(r, benchmark, metric, unit, better, item->valuedouble * scale);
	return true;
}

static struct wr_stat stat_of(const struct result *result)
{
	struct wr_stat s = { .n = result->n };

	if (!result->n)
		return result->summary;
	s.value = wr_median(result->samples, result->n);
	wr_median_interval(result->samples, result->n, 0.95, &s.low, &s.high);
	return s;
}

static int read_text(struct pf_reading *r, const char *text, size_t n, struct wr_err *err)
{
	struct wr_buf known = WR_BUF_INIT;
	cJSON *root;
	int result = 1;

	for (size_t i = 0; formats[i] && result == 1; i++)
		if (formats[i]->is_text_of && formats[i]->is_text_of(text))
			result = formats[i]->read_text(r, text, err);
	if (result != 1)
		return result;
	/* Text that is no JSON either shall be told as what it is not. */
	root = text[strspn(text, " \t\r\n")] == '{' ? wr_json_parse(text, n, r->path, err) : NULL;
	if (!root && text[strspn(text, " \t\r\n")] == '{')
		return -1;
	for (size_t i = 0; root && formats[i] && result == 1; i++)
		if (formats[i]->is_json_of && formats[i]->is_json_of(root))
			result = formats[i]->read_json(r, root, err);
	cJSON_Delete(root);
	if (result != 1)
		return result;
	for (size_t i = 0; formats[i]; i++)
		wr_buf_printf(&known, "%s%s", i ? ", " : "", formats[i]->title);
	wr_fail(err, WR_EINPUT, "%s: not the results of a benchmark tool that is known here: %s", r->path, known.data);
	wr_buf_free(&known);
	return -1;
}

static void visit_all(const struct pf_reading *r, void (*visit)(const struct pf_result *result, void *user), void *user)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct result *result = &r->results[i];

		visit(&(struct pf_result){ result->name, result->unit, result->better, stat_of(result), result->is_unfit }, user);
	}
}

int pf_read_results_text(const char *text, size_t n, const char *path, struct wr_run *run,
			 void (*visit)(const struct pf_result *result, void *user), void *user, struct wr_err *err)
{
	struct pf_reading r = { .path = path, .run = run, .arena = wr_arena_new() };
	int result = read_text(&r, text, n, err);

	if (!result && !r.n)
		result = wr_fail(err, WR_EMEASURE, "%s: there are no results in it", path);
	if (!result)
		visit_all(&r, visit, user);
	for (size_t i = 0; i < r.n; i++)
		free(r.results[i].samples);
	free(r.results);
	wr_arena_free(r.arena);
	return result;
}

static void publish(const struct pf_result *r, void *run)
{
	wr_run_add_measure(run, &(struct wr_measure){
		.name = r->name, .stage = "bench", .unit = r->unit, .better = r->better, .now = r->stat,
	});
}

int pf_read_results(const char *path, struct wr_run *run, struct wr_err *err)
{
	struct wr_buf text = WR_BUF_INIT;
	int result = wr_file_read(path, MOST_BYTES, &text, err);

	wr_buf_str(&text, "");
	if (!result)
		result = pf_read_results_text(text.data, text.len, path, run, publish, run, err);
	wr_buf_free(&text);
	return result;
}
