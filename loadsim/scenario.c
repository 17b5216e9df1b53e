/* scenario.c - a scenario from its YAML file. */
#include "loadsim/scenario_p.h"

#include <string.h>
#include "loadsim/faults_p.h"
#include "loadsim/shapes_p.h"

struct document {               /* as it is written */
	const char *name, *target;
	struct wr_mark target_mark;
	struct ls_service service;
	struct wr_list requests, phases, faults;
	struct ls_phase shape;
	struct ls_users users;
	struct ls_stress stress;
	struct wr_strings thresholds;
	int arrivals;
	long long connections, seed, most_instances;
	double window;
	int warm_up;
};

static const char *const arrivals_names[] = { "even", "poisson", NULL };
static const char *const warm_up_names[] = { "auto", "keep", NULL };

static const struct ls_request default_request = { .method = "GET", .path = "/", .weight = 1 };

#define AT(type, member) .offset = offsetof(struct type, member)
#define MARK(type) .mark_offset_plus_1 = offsetof(struct type, mark) + 1

static const struct wr_field request_fields[] = {
	{ .key = "method", .kind = WR_FIELD_STRING, AT(ls_request, method), .help = "GET by default" },
	{ .key = "path", .kind = WR_FIELD_STRING, AT(ls_request, path), .required = true,
	  .help = "path and query" },
	{ .key = "body", .kind = WR_FIELD_STRING, AT(ls_request, body), .help = "sent as it is" },
	{ .key = "headers", .kind = WR_FIELD_STRINGS, AT(ls_request, headers),
	  .help = "'Name: value', one each" },
	{ .key = "weight", .kind = WR_FIELD_NUMBER, AT(ls_request, weight), .min = 1e-6, .max = 1e9,
	  .help = "how often, relative to the others; 1 by default" },
	{ .key = NULL }
};

static const struct wr_field document_fields[] = {
	{ .key = "name", .kind = WR_FIELD_STRING, AT(document, name), .help = "part of the measures' names" },
	{ .key = "target", .kind = WR_FIELD_STRING, AT(document, target),
	  .mark_offset_plus_1 = offsetof(struct document, target_mark) + 1,
	  .help = "URL of the server to be asked" },
	{ .key = "service", .kind = WR_FIELD_STRUCT, AT(document, service), .table = ls_service_fields,
	  MARK(ls_service), .help = "the service to be simulated" },
	{ .key = "requests", .kind = WR_FIELD_LIST, AT(document, requests), .table = request_fields,
	  .item_size = sizeof(struct ls_request), .item_default = &default_request, MARK(ls_request),
	  .help = "what is asked for; GET / by default" },
	{ .key = "shape", .kind = WR_FIELD_STRUCT, AT(document, shape), .table = ls_phase_fields, MARK(ls_phase),
	  .help = "how requests arrive, if it is one phase" },
	{ .key = "phases", .kind = WR_FIELD_LIST, AT(document, phases), .table = ls_phase_fields,
	  .item_size = sizeof(struct ls_phase), .item_default = &ls_phase_empty, MARK(ls_phase),
	  .help = "how requests arrive, phase after phase" },
	{ .key = "users", .kind = WR_FIELD_STRUCT, AT(document, users), .table = ls_users_fields, MARK(ls_users),
	  .help = "instead of a shape: a closed loop" },
	{ .key = "arrivals", .kind = WR_FIELD_CHOICE, AT(document, arrivals), .choices = arrivals_names,
	  .help = "evenly spaced (by default) or a Poisson process" },
	{ .key = "thresholds", .kind = WR_FIELD_STRINGS, AT(document, thresholds),
	  .help = "'p99 < 80ms', 'error_rate < 1% in phase 2', 'p99 < 1s in every window'" },
	{ .key = "stress", .kind = WR_FIELD_STRUCT, AT(document, stress), .table = ls_stress_fields, MARK(ls_stress),
	  .help = "how the breaking point is looked for" },
	{ .key = "most-instances", .kind = WR_FIELD_INT, AT(document, most_instances), .min = 1, .max = 1000000,
	  .help = "mode capacity: the gate allows no more to be needed" },
	{ .key = "warm-up", .kind = WR_FIELD_CHOICE, AT(document, warm_up), .choices = warm_up_names,
	  .help = "simulated: auto finds it and leaves it out (by default), keep counts it" },
	{ .key = "window", .kind = WR_FIELD_DURATION, AT(document, window), .min = 0.1, .max = LS_MOST_TIME,
	  .help = "length of the windows of the timeline; 1s by default, more for runs above ten minutes" },
	{ .key = "connections", .kind = WR_FIELD_INT, AT(document, connections), .min = 1, .max = 10000,
	  .help = "most open at once; 256 by default" },
	{ .key = "seed", .kind = WR_FIELD_INT, AT(document, seed), .min = 1, .max = 9007199254740992.0,
	  .help = "of the random numbers; 1 by default" },
	{ .key = "faults", .kind = WR_FIELD_LIST, AT(document, faults), .table = ls_fault_fields,
	  .item_size = sizeof(struct ls_fault), .item_default = &ls_fault_default, MARK(ls_fault),
	  .help = "what goes wrong on purpose" },
	{ .key = NULL }
};

/* How requests arrive is said once. */
static int check_load(const struct document *d, const char *path, struct wr_err *err)
{
	const struct ls_phase *first = d->phases.items;

	if (d->shape.mark.line && d->phases.n)
		return wr_fail_at(err, WR_EUSAGE, path, first->mark.line, first->mark.column,
				  "'shape' and 'phases' are both given: write one shape or a list of phases");
	if (d->users.mark.line && (d->shape.mark.line || d->phases.n))
		return wr_fail_at(err, WR_EUSAGE, path, d->users.mark.line, d->users.mark.column,
				  "'users' (a closed loop) and a shape (an open one) are both given: write one of them");
	if (!d->users.mark.line && !d->shape.mark.line && !d->phases.n)
		return wr_fail_at(err, WR_EUSAGE, path, 1, 1,
				  "nothing to do: 'shape' (or 'phases') is missing, or 'users'");
	return 0;
}

static int take_load(const struct document *d, struct wr_arena *arena, struct ls_scenario *out, struct wr_err *err)
{
	bool shape = d->shape.mark.line;

	if (check_load(d, out->path, err))
		return -1;
	out->users = d->users;
	out->phase_count = shape ? 1 : d->phases.n;
	out->phases = wr_arena_array(arena, out->phase_count, sizeof *out->phases);
	if (out->phase_count)
		memcpy(out->phases, shape ? &d->shape : d->phases.items, out->phase_count * sizeof *out->phases);
	return ls_phases_check(out, arena, err);
}

static int take_requests(const struct document *d, struct wr_arena *arena, struct ls_scenario *out,
			 struct wr_err *err)
{
	out->request_count = d->requests.n ? d->requests.n : 1;
	out->requests = wr_arena_array(arena, out->request_count, sizeof *out->requests);
	memcpy(out->requests, d->requests.n ? d->requests.items : &default_request,
	       out->request_count * sizeof *out->requests);
	for (size_t i = 0; i < out->request_count; i++) {
		if (ls_request_check(&out->requests[i], out->path, err))
			return -1;
	}
	return 0;
}

static int take_thresholds(const struct document *d, struct wr_arena *arena, struct ls_scenario *out,
			   struct wr_err *err)
{
	struct wr_err why;

	out->threshold_count = d->thresholds.n;
	out->thresholds = wr_arena_array(arena, d->thresholds.n, sizeof *out->thresholds);
	for (size_t i = 0; i < d->thresholds.n; i++) {
		struct wr_mark at = d->thresholds.marks ? d->thresholds.marks[i] : (struct wr_mark){ 0, 0 };

		if (ls_threshold_parse(d->thresholds.items[i], out, arena, &out->thresholds[i], &why))
			return wr_fail_at(err, why.code, out->path, at.line, at.column, "%s", why.message);
		out->thresholds[i].line = at.line;
		out->thresholds[i].column = at.column;
	}
	return 0;
}

static int take_faults(const struct document *d, struct ls_scenario *out, struct wr_err *err)
{
	out->faults = d->faults.items;
	out->fault_count = d->faults.n;
	for (size_t i = 0; i < out->fault_count; i++) {
		if (ls_fault_check(&out->faults[i], out->path, err))
			return -1;
	}
	return 0;
}

/* "load/checkout.yaml" -> "checkout" */
static const char *name_of_file(const char *path, struct wr_arena *arena)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path, *dot = strrchr(base, '.');

	return wr_arena_strndup(arena, base, dot && dot != base ? (size_t)(dot - base) : strlen(base));
}

static struct document empty_document(void)
{
	return (struct document){ .service = ls_service_default, .shape = ls_phase_empty,
				   .stress = ls_stress_default };
}

static int take(const struct document *d, const char *path, struct wr_arena *arena, struct ls_scenario *out,
		struct wr_err *err)
{
	*out = (struct ls_scenario){
		.path = wr_arena_strdup(arena, path), .target = d->target,
		.target_mark = d->target_mark, .service = d->service,
		.has_service = d->service.mark.line != 0, .arrivals = d->arrivals,
		.connections = d->connections, .seed = d->seed, .window = d->window,
		.keep_warm_up = d->warm_up == 1, .stress = d->stress, .most_instances = d->most_instances,
	};
	out->name = d->name && *d->name ? d->name : name_of_file(path, arena);
	if (out->has_service && ls_service_check(&out->service, path, arena, err))
		return -1;
	if (ls_stress_check(&out->stress, path, err))
		return -1;
	if (take_load(d, arena, out, err) || take_requests(d, arena, out, err) || take_faults(d, out, err))
		return -1;
	return take_thresholds(d, arena, out, err);
}

int ls_scenario_read(const char *path, struct wr_arena *arena, struct ls_scenario *out, struct wr_err *err)
{
	struct document d = empty_document();

	if (wr_yaml_read(path, document_fields, &d, arena, err))
		return -1;
	return take(&d, path, arena, out, err);
}

int ls_scenario_parse(const char *text, size_t n, const char *name, struct wr_arena *arena,
		      struct ls_scenario *out, struct wr_err *err)
{
	struct document d = empty_document();

	if (wr_yaml_parse(text, n, name, document_fields, &d, arena, err))
		return -1;
	return take(&d, name, arena, out, err);
}
