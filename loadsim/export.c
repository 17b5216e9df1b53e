/* export.c - scenarios as scripts for other load tools. */
#include "loadsim/export_p.h"

#include <math.h>
#include <string.h>
#include "core/text.h"
#include "loadsim/mix_p.h"

#define MOST_STAGES 5000        /* of one phase */

#define EXPORT(name) extern const struct ls_export ls_export_##name;
#include "loadsim/exports.def"
#undef EXPORT

static const struct ls_export *const tools[] = {
#define EXPORT(name) &ls_export_##name,
#include "loadsim/exports.def"
#undef EXPORT
};
static const char *const names[] = {
#define EXPORT(name) #name,
#include "loadsim/exports.def"
#undef EXPORT
	NULL
};

const char *const *ls_export_names(void)
{
	return names;
}

struct ls_stage *ls_stages_of(const struct ls_phase *p, struct wr_arena *arena, size_t *n)
{
	const struct ls_shape *shape = ls_shapes()[p->kind];
	struct ls_stage *stages = wr_arena_array(arena, MOST_STAGES, sizeof *stages);
	double t = 0;

	for (*n = 0; t < p->duration && *n < MOST_STAGES; ++*n) {
		double end = shape->corner ? fmin(shape->corner(p, t), p->duration) : p->duration;

		/* what does not fit any more becomes one last line */
		if (*n == MOST_STAGES - 1)
			end = p->duration;
		/* the rate just before the end, which may be a jump */
		stages[*n] = (struct ls_stage){ shape->rate(p, t), shape->rate(p, t + (end - t) * (1 - 1e-9)), end - t };
		t = end;
	}
	return stages;
}

double ls_stages_peak(const struct ls_stage *stages, size_t n)
{
	double peak = 0;

	for (size_t i = 0; i < n; i++)
		peak = fmax(peak, fmax(stages[i].from, stages[i].to));
	return peak;
}

static void put_headers(const struct ls_request *r, struct wr_json *w, struct wr_arena *arena)
{
	wr_json_open(w, "headers", '{');
	for (size_t i = 0; i < r->headers.n; i++) {
		const char *header = r->headers.items[i], *value = strchr(header, ':') + 1;

		wr_json_set_string(w, wr_arena_strndup(arena, header, (size_t)(value - header) - 1),
				   value + strspn(value, " \t"));
	}
	wr_json_end(w);
}

/* What differs from row to row of the data. */
static void put_rows(const struct ls_scenario *s, const struct ls_request *r, struct wr_json *w, struct wr_arena *arena)
{
	wr_json_open(w, "rows", '[');
	for (size_t i = r->first; i < r->first + r->rows; i++) {
		const struct ls_request *filled = &s->filled[i];

		wr_json_begin(w, '{');
		wr_json_set_string(w, "path", filled->path);
		wr_json_set_string(w, "body", filled->body ? filled->body : "");
		put_headers(filled, w, arena);
		wr_json_end(w);
	}
	wr_json_end(w);
}

void ls_export_requests(const struct ls_scenario *s, struct wr_arena *arena, struct wr_buf *out)
{
	struct ls_mix mix = ls_mix_make(s, arena);
	struct wr_json w = { .out = out };

	wr_json_begin(&w, '[');
	for (size_t i = 0; i < s->request_count; i++) {
		const struct ls_request *r = &s->requests[i];

		wr_json_begin(&w, '{');
		wr_json_set_string(&w, "method", r->method);
		wr_json_set_string(&w, "path", r->path);
		wr_json_set_string(&w, "body", r->body ? r->body : "");
		put_headers(r, &w, arena);
		wr_json_set_number(&w, "up_to", mix.up_to[i]);
		if (r->rows)
			put_rows(s, r, &w, arena);
		wr_json_end(&w);
	}
	wr_json_end(&w);
}

void ls_export_string(struct wr_buf *out, const char *text)
{
	wr_buf_char(out, '"');
	wr_esc_json(out, text);
	wr_buf_char(out, '"');
}

/* Text from a scenario in a comment: on one line. */
static void put_plain(struct wr_buf *out, const char *text)
{
	for (; *text; text++)
		wr_buf_char(out, (unsigned char)*text < 0x20 ? ' ' : *text);
}

void ls_export_head(const struct ls_scenario *s, const char *mark, const char *tool, struct wr_buf *out)
{
	wr_buf_printf(out, "%s Made by weir from the scenario ", mark);
	put_plain(out, s->name);
	wr_buf_printf(out, ". Times count from the actual start of a request: %s has no intended one.\n", tool);
	if (s->arrivals == LS_POISSON)
		wr_buf_printf(out, "%s Not here: Poisson arrivals; %s spaces them evenly.\n", mark, tool);
	if (s->http == LS_HTTP_2)
		wr_buf_printf(out, "%s Not here: 'http: 2'; %s chooses the protocol itself.\n", mark, tool);
	if (s->tls.authority || s->tls.name)
		wr_buf_printf(out, "%s Not here: whom to trust; SSL_CERT_FILE names the authorities.\n", mark);
	if (s->fault_count)
		wr_buf_printf(out, "%s Not here: the %zu faults.\n", mark, s->fault_count);
}

double ls_metric_quantile(const char *metric)
{
	static const struct { const char *name; double quantile; } known[] = {
		{ "p50", 0.5 }, { "p90", 0.9 }, { "p95", 0.95 }, { "p99", 0.99 }, { "p999", 0.999 }, { "p9999", 0.9999 },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (!strcmp(known[i].name, metric))
			return known[i].quantile;
	}
	return NAN;
}

int ls_export(const struct ls_scenario *s, const struct ls_options *o, int tool, struct wr_buf *out, struct wr_err *err)
{
	const char *target = o && o->url ? o->url : s->target;
	struct wr_arena *arena;

	if (!target)
		return wr_fail(err, WR_EUSAGE, "%s: nothing to load: the scenario has no 'target', and no URL is given",
			       s->path);
	arena = wr_arena_new();
	tools[tool]->write(s, target, arena, out);
	wr_arena_free(arena);
	return 0;
}
