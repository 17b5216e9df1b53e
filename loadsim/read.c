/* read.c - results that other machines and other tools brought home, as a run of ours. */
#include "loadsim/read_p.h"

#include <string.h>
#include "core/file.h"
#include "loadsim/histograms_p.h"

#define MOST_JSON (64 << 20)

enum kind { KIND_K6, KIND_LOCUST, KIND_LOG };

struct reading {
	const char *name;
	struct wr_run *run;
	struct ls_collected collected;
	size_t k6;              /* how many of its summaries */
	struct wr_err *err;
};

/* By the first character that says anything. */
static int kind_of(const char *path, enum kind *kind, struct wr_err *err)
{
	struct wr_lines *lines = wr_lines_open(path, err);
	const char *bytes = "";
	size_t n = 0, i = 0;
	int failed;

	if (!lines)
		return -1;
	failed = wr_lines_peek(lines, 4096, &bytes, &n, err);
	while (!failed && i < n && strchr(" \t\r\n", bytes[i]))
		i++;
	*kind = failed || i == n ? KIND_LOG : bytes[i] == '{' ? KIND_K6 : bytes[i] == '[' ? KIND_LOCUST : KIND_LOG;
	wr_lines_close(lines);
	return failed;
}

static int read_json(struct reading *r, const char *path, enum kind kind)
{
	cJSON *json = wr_json_read(path, MOST_JSON, r->err);
	int failed;

	if (!json)
		return -1;
	if (kind == KIND_K6)
		failed = r->k6++ ? wr_fail(r->err, WR_EUSAGE, "%s: percentiles of several k6 runs cannot be added up: read one", path) :
			 ls_read_k6(json, path, r->name, r->run, r->err);
	else
		failed = ls_read_locust(json, path, &r->collected, r->err);
	cJSON_Delete(json);
	return failed;
}

static int read_file(struct reading *r, const char *path)
{
	enum kind kind;

	if (kind_of(path, &kind, r->err))
		return -1;
	return kind == KIND_LOG ? ls_histograms_read(path, &r->collected, r->err) : read_json(r, path, kind);
}

static void note(const struct reading *r)
{
	const struct ls_collected *c = &r->collected;

	if (c->files > 1)
		wr_run_note(r->run, WR_NOTE, "load %s: added up from %zu files, as of runs at the same time", r->name, c->files);
	if (c->rounded)
		wr_run_note(r->run, WR_NOTE,
			    "load %s: some times were counted in other buckets than ours (3 digits), and rounded to them", r->name);
	if (c->uncounted)
		wr_run_note(r->run, WR_WARNING,
			    "load %s: a histogram log does not say how many requests failed: all of its values count as good answers",
			    r->name);
}

static int publish(struct reading *r)
{
	struct ls_results results;

	if (r->k6 && r->collected.files)
		return wr_fail(r->err, WR_EUSAGE, "a k6 summary cannot be added to other runs: read it alone");
	if (r->k6)
		return 0;
	if (ls_collected_results(&r->collected, &results, r->err))
		return -1;
	ls_results_publish(&results, r->name, r->collected.with_lag, r->run);
	note(r);
	ls_results_free(&results);
	return 0;
}

/* "out/checkout.hlog" -> "checkout" */
static const char *name_of(const char *path, struct wr_arena *arena)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;

	return wr_arena_strndup(arena, base, strcspn(base, "."));
}

int ls_read(const char *const *files, size_t n, const struct ls_scenario *s, const struct ls_options *o, struct wr_run *run,
	    struct wr_err *err)
{
	struct reading r = { .run = run, .err = err };
	int failed = 0;

	if (!n)
		return wr_fail(err, WR_EUSAGE, "nothing to read");
	r.name = o && o->name ? o->name : s ? s->name : name_of(files[0], run->arena);
	ls_collected_start(&r.collected);
	for (size_t i = 0; i < n && !failed; i++)
		failed = read_file(&r, files[i]);
	if (!failed)
		failed = publish(&r);
	ls_collected_free(&r.collected);
	return failed;
}
