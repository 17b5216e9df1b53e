/* scenario.c - a scenario from its YAML file. */
#include "loadsim/scenario_p.h"

#include <string.h>
#include "loadsim/data_p.h"
#include "loadsim/faults_p.h"
#include "loadsim/numbers_p.h"
#include "loadsim/shapes_p.h"

#define MOST_AT_ONCE 10000      /* requests */

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
	int warm_up, http;
	long long streams, threads;
	struct ls_tls_options tls;
	const char *data;
	struct wr_mark data_mark, http_mark;
};

static const char *const arrivals_names[] = { "even", "poisson", NULL };
static const char *const http_names[] = { "1.1", "2", NULL };
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

static const struct wr_field tls_fields[] = {
	{ .key = "authority", .kind = WR_FIELD_STRING, AT(ls_tls_options, authority),
	  .help = "PEM file of who signs the server's certificate; the system's by default" },
	{ .key = "name", .kind = WR_FIELD_STRING, AT(ls_tls_options, name),
	  .help = "that the certificate is for; the target's host by default" },
	{ .key = "trust-anyone", .kind = WR_FIELD_BOOL, AT(ls_tls_options, trust_anyone),
	  .help = "do not verify the certificate" },
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
	{ .key = "data", .kind = WR_FIELD_STRING, AT(document, data),
	  .mark_offset_plus_1 = offsetof(struct document, data_mark) + 1,
	  .help = "CSV file whose rows fill the ${column} in requests" },
	{ .key = "http", .kind = WR_FIELD_CHOICE, AT(document, http), .choices = http_names,
	  .mark_offset_plus_1 = offsetof(struct document, http_mark) + 1, .help = "live: 1.1 (by default) or 2" },
	{ .key = "streams", .kind = WR_FIELD_INT, AT(document, streams), .min = 1, .max = 1000,
	  .help = "HTTP/2: most requests at once on a connection; 100 by default" },
	{ .key = "threads", .kind = WR_FIELD_INT, AT(document, threads), .min = 1, .max = 64,
	  .help = "live: threads that send; 1 by default" },
	{ .key = "tls", .kind = WR_FIELD_STRUCT, AT(document, tls), .table = tls_fields, MARK(ls_tls_options),
	  .help = "of a https:// target" },
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
	  .help = "most open at once; 256 by default, 8 with HTTP/2" },
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
	if (ls_data_fill(out, d->data, d->data_mark, arena, err))
		return -1;
	/* those with data in them were checked when they were filled */
	for (size_t i = 0; i < out->request_count && !out->filled; i++) {
		if (ls_request_check(&out->requests[i], out->path, err))
			return -1;
	}
	return 0;
}

/* What cannot be had together. */
static int check_client(const struct document *d, const struct ls_scenario *s, struct wr_err *err)
{
	long long connections = s->connections ? s->connections : LS_USUAL_H2_CONNECTIONS;
	long long streams = s->streams ? s->streams : LS_USUAL_STREAMS;

	if (s->http == LS_HTTP_2 && s->fault_count)
		return wr_fail_at(err, WR_EUSAGE, s->path, d->http_mark.line, d->http_mark.column,
				  "faults are made in HTTP/1.1, one request at a time on a connection: leave 'http: 2' out");
	if (s->http == LS_HTTP_2 && connections * streams > MOST_AT_ONCE)
		return wr_fail_at(err, WR_EUSAGE, s->path, d->http_mark.line, d->http_mark.column,
				  "%lld connections of %lld streams: at most %d requests are under way at once", connections,
				  streams, MOST_AT_ONCE);
	if (s->http != LS_HTTP_2 && s->streams)
		return wr_fail_at(err, WR_EUSAGE, s->path, 1, 1, "'streams' are of HTTP/2: add 'http: 2'");
	if (s->users.count && s->fault_count && s->threads > 1)
		return wr_fail_at(err, WR_EUSAGE, s->path, s->users.mark.line, s->users.mark.column,
				  "faults on users are counted in one thread: leave 'threads' out");
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
		.http = d->http, .streams = d->streams, .threads = d->threads, .tls = d->tls,
		.connections = d->connections, .seed = d->seed, .window = d->window,
		.keep_warm_up = d->warm_up == 1, .stress = d->stress, .most_instances = d->most_instances,
	};
	if (out->tls.authority)
		out->tls.authority = ls_beside(path, out->tls.authority, arena);
	out->name = d->name && *d->name ? d->name : name_of_file(path, arena);
	if (out->has_service && ls_service_check(&out->service, path, arena, err))
		return -1;
	if (ls_stress_check(&out->stress, path, err))
		return -1;
	if (take_load(d, arena, out, err) || take_requests(d, arena, out, err) || take_faults(d, out, err) ||
	    check_client(d, out, err))
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
