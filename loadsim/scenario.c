/* scenario.c - a scenario from its YAML file. */
#include "loadsim/scenario_p.h"

#include <math.h>
#include <string.h>
#include "loadsim/faults_p.h"
#include "loadsim/law_p.h"
#include "loadsim/schedule_p.h"
#include "loadsim/shapes_p.h"

#define LEAST_RATE 1e-3         /* per second */
#define MOST_RATE 1e7
#define LEAST_TIME 1e-6         /* seconds */
#define MOST_TIME 2592000.0     /* 30 days */
#define MOST_REQUESTS 2e9

struct document {               /* as it is written */
	const char *name, *target;
	struct wr_mark target_mark;
	struct ls_service service;
	struct wr_list requests, phases, faults;
	struct ls_phase shape;
	struct wr_strings thresholds;
	int arrivals;
	long long connections, seed;
};

static const char *const shape_names[] = {
#define SHAPE(name) #name,
#include "loadsim/arrivals.def"
#undef SHAPE
	NULL
};
static const char *const law_names[] = { "constant", "exponential", "lognormal", NULL };
static const char *const arrivals_names[] = { "even", "poisson", NULL };

static const struct ls_request default_request = { .method = "GET", .path = "/", .weight = 1 };

#define AT(type, member) .offset = offsetof(struct type, member)
#define MARK(type) .mark_offset_plus_1 = offsetof(struct type, mark) + 1
#define IN_TIME(member) (offsetof(struct ls_service, time.member) - offsetof(struct ls_service, time))

static const struct wr_field time_fields[] = {
	{ .key = "law", .kind = WR_FIELD_CHOICE, .offset = IN_TIME(law), .choices = law_names, .required = true,
	  .help = "law of the service time" },
	{ .key = "mean", .kind = WR_FIELD_DURATION, .offset = IN_TIME(mean), .min = 1e-9, .max = 86400,
	  .required = true, .help = "mean service time" },
	{ .key = "p99", .kind = WR_FIELD_DURATION, .offset = IN_TIME(p99), .min = 1e-9, .max = 1e6,
	  .help = "99th percentile (lognormal)" },
	{ .key = NULL }
};

static const struct wr_field service_fields[] = {
	{ .key = "workers", .kind = WR_FIELD_INT, AT(ls_service, workers), .min = 1, .max = 1000000,
	  .required = true, .help = "requests served at the same time" },
	{ .key = "queue", .kind = WR_FIELD_INT, AT(ls_service, queue), .min = 0, .max = 10000000,
	  .help = "waiting places; without it there is no limit" },
	{ .key = "timeout", .kind = WR_FIELD_DURATION, AT(ls_service, timeout), .min = LEAST_TIME,
	  .max = MOST_TIME, .help = "a client gives up this long after its request was due" },
	{ .key = "time", .kind = WR_FIELD_STRUCT, AT(ls_service, time), .table = time_fields, .required = true,
	  .mark_offset_plus_1 = IN_TIME(mark) + 1,
	  .help = "service time" },
	{ .key = "error-rate", .kind = WR_FIELD_RATIO, AT(ls_service, error_rate), .min = 0, .max = 1,
	  .help = "share of served requests that end in an error" },
	{ .key = "response", .kind = WR_FIELD_SIZE, AT(ls_service, response), .min = 1, .max = 1e12,
	  .help = "size of an answer; the faults bandwidth and truncate need it" },
	{ .key = NULL }
};

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

static const struct wr_field phase_fields[] = {
	{ .key = "kind", .kind = WR_FIELD_CHOICE, AT(ls_phase, kind), .choices = shape_names, .required = true,
	  .help = "shape of the arrivals" },
	{ .key = "duration", .kind = WR_FIELD_DURATION, AT(ls_phase, duration), .min = 1e-3, .max = MOST_TIME,
	  .required = true, .help = "length of the phase" },
	{ .key = "rate", .kind = WR_FIELD_RATE, AT(ls_phase, rate), .min = LEAST_RATE, .max = MOST_RATE,
	  .help = "constant; base of a spike; mean of a wave" },
	{ .key = "from", .kind = WR_FIELD_RATE, AT(ls_phase, from), .min = 0, .max = MOST_RATE,
	  .help = "ramp: rate at the start" },
	{ .key = "to", .kind = WR_FIELD_RATE, AT(ls_phase, to), .min = 0, .max = MOST_RATE,
	  .help = "ramp: rate at the end; spike: rate of the peak" },
	{ .key = "at", .kind = WR_FIELD_DURATION, AT(ls_phase, at), .min = 0, .max = MOST_TIME,
	  .help = "spike: start of the peak, from the start of the phase" },
	{ .key = "hold", .kind = WR_FIELD_DURATION, AT(ls_phase, hold), .min = LEAST_TIME, .max = MOST_TIME,
	  .help = "spike: length of the peak" },
	{ .key = "period", .kind = WR_FIELD_DURATION, AT(ls_phase, period), .min = 1e-3, .max = MOST_TIME,
	  .help = "wave: from peak to peak" },
	{ .key = "amplitude", .kind = WR_FIELD_RATE, AT(ls_phase, amplitude), .min = LEAST_RATE,
	  .max = MOST_RATE, .help = "wave: how far the rate leaves its mean" },
	{ .key = NULL }
};

static const struct wr_field document_fields[] = {
	{ .key = "name", .kind = WR_FIELD_STRING, AT(document, name), .help = "part of the measures' names" },
	{ .key = "target", .kind = WR_FIELD_STRING, AT(document, target),
	  .mark_offset_plus_1 = offsetof(struct document, target_mark) + 1,
	  .help = "URL of the server to be asked" },
	{ .key = "service", .kind = WR_FIELD_STRUCT, AT(document, service), .table = service_fields,
	  MARK(ls_service), .help = "the service to be simulated" },
	{ .key = "requests", .kind = WR_FIELD_LIST, AT(document, requests), .table = request_fields,
	  .item_size = sizeof(struct ls_request), .item_default = &default_request, MARK(ls_request),
	  .help = "what is asked for; GET / by default" },
	{ .key = "shape", .kind = WR_FIELD_STRUCT, AT(document, shape), .table = phase_fields, MARK(ls_phase),
	  .help = "how requests arrive, if it is one phase" },
	{ .key = "phases", .kind = WR_FIELD_LIST, AT(document, phases), .table = phase_fields,
	  .item_size = sizeof(struct ls_phase), .item_default = &ls_phase_empty, MARK(ls_phase),
	  .help = "how requests arrive, phase after phase" },
	{ .key = "arrivals", .kind = WR_FIELD_CHOICE, AT(document, arrivals), .choices = arrivals_names,
	  .help = "evenly spaced (by default) or a Poisson process" },
	{ .key = "thresholds", .kind = WR_FIELD_STRINGS, AT(document, thresholds),
	  .help = "'p99 < 80ms', 'error_rate < 1%', 'throughput > 95/s'" },
	{ .key = "connections", .kind = WR_FIELD_INT, AT(document, connections), .min = 1, .max = 10000,
	  .help = "most open at once; 256 by default" },
	{ .key = "seed", .kind = WR_FIELD_INT, AT(document, seed), .min = 1, .max = 9007199254740992.0,
	  .help = "of the random numbers; 1 by default" },
	{ .key = "faults", .kind = WR_FIELD_LIST, AT(document, faults), .table = ls_fault_fields,
	  .item_size = sizeof(struct ls_fault), .item_default = &ls_fault_default, MARK(ls_fault),
	  .help = "what goes wrong on purpose" },
	{ .key = NULL }
};

static int check_service(const struct ls_service *s, const char *path, struct wr_err *err)
{
	double mu, sigma;

	if (s->time.law != LS_LOGNORMAL && s->time.p99 > 0)
		return wr_fail_at(err, WR_EUSAGE, path, s->time.mark.line, s->time.mark.column,
				  "time: 'p99' belongs to the law lognormal; %s follows from the mean alone",
				  law_names[s->time.law]);
	if (s->time.law != LS_LOGNORMAL)
		return 0;
	if (!(s->time.p99 > 0))
		return wr_fail_at(err, WR_EUSAGE, path, s->time.mark.line, s->time.mark.column,
				  "time: the law lognormal needs 'p99'");
	if (ls_lognormal_fit(s->time.mean, s->time.p99, &mu, &sigma))
		return wr_fail_at(
			err, WR_EUSAGE, path, s->time.mark.line, s->time.mark.column,
			"time: no lognormal law has the mean %g s and the p99 %g s: p99 must be above "
			"the mean and below 14.97 times the mean",
			s->time.mean, s->time.p99);
	return 0;
}

static int take_phases(const struct document *d, struct wr_arena *arena, struct ls_scenario *out,
		       struct wr_err *err)
{
	bool shape = d->shape.mark.line;

	if (shape && d->phases.n) {
		const struct ls_phase *first = d->phases.items;

		return wr_fail_at(err, WR_EUSAGE, out->path, first->mark.line, first->mark.column,
				  "'shape' and 'phases' are both given: write one shape or a list of phases");
	}
	if (!shape && !d->phases.n)
		return wr_fail_at(err, WR_EUSAGE, out->path, 1, 1,
				  "nothing to do: 'shape' (or 'phases') is missing");
	out->phase_count = shape ? 1 : d->phases.n;
	out->phases = wr_arena_array(arena, out->phase_count, sizeof *out->phases);
	memcpy(out->phases, shape ? &d->shape : d->phases.items, out->phase_count * sizeof *out->phases);
	for (size_t i = 0; i < out->phase_count; i++) {
		const struct ls_phase *p = &out->phases[i];

		if (ls_shapes()[p->kind]->check(p, out->path, err))
			return -1;
	}
	if (ls_schedule_requests(out) > MOST_REQUESTS)
		return wr_fail_at(err, WR_EUSAGE, out->path, out->phases[0].mark.line,
				  out->phases[0].mark.column, "%.3g requests are asked for; %g are the most",
				  ls_schedule_requests(out), MOST_REQUESTS);
	return 0;
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

		if (ls_threshold_parse(d->thresholds.items[i], &out->thresholds[i], &why))
			return wr_fail_at(err, why.code, out->path, at.line, at.column, "%s", why.message);
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
	return (struct document){ .service = { .queue = -1 }, .shape = ls_phase_empty };
}

static int take(const struct document *d, const char *path, struct wr_arena *arena, struct ls_scenario *out,
		struct wr_err *err)
{
	*out = (struct ls_scenario){
		.path = wr_arena_strdup(arena, path), .target = d->target,
		.target_mark = d->target_mark, .service = d->service,
		.has_service = d->service.mark.line != 0, .arrivals = d->arrivals,
		.connections = d->connections, .seed = d->seed,
	};
	out->name = d->name && *d->name ? d->name : name_of_file(path, arena);
	if (out->has_service && check_service(&out->service, path, err))
		return -1;
	if (take_phases(d, arena, out, err) || take_requests(d, arena, out, err) || take_faults(d, out, err))
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
