/* faults.c - the table of faults, what they have in common, and whom they hit. */
#include "loadsim/faults_p.h"

#include <math.h>
#include <stdlib.h>
#include "core/alloc.h"
#include "core/text.h"
#include "loadsim/streams_p.h"

#define FAULT(name) extern const struct ls_fault_kind ls_fault_##name;
#include "loadsim/faults.def"
#undef FAULT

static const struct ls_fault_kind *const kinds[] = {
#define FAULT(name) &ls_fault_##name,
#include "loadsim/faults.def"
#undef FAULT
	NULL
};
static const char *const kind_names[] = {
#define FAULT(name) #name,
#include "loadsim/faults.def"
#undef FAULT
	NULL
};
static const char *const moments[] = { "before", "during", "after", NULL };

#define NOT_GIVEN -1

const struct ls_fault ls_fault_default = {
	.probability = 1, .duration = INFINITY, .delay = NAN, .jitter = NAN, .p99 = NAN, .rate = NAN,
	.when = NOT_GIVEN, .status = NOT_GIVEN, .bytes = NAN,
};

#define AT(member) .offset = offsetof(struct ls_fault, member)
#define LONGEST 86400.0         /* of a delay, seconds */
#define END_OF_TIME 2592000.0

const struct wr_field ls_fault_fields[] = {
	{ .key = "kind", .kind = WR_FIELD_CHOICE, AT(kind), .choices = kind_names, .required = true,
	  .help = "what happens" },
	{ .key = "probability", .kind = WR_FIELD_RATIO, AT(probability), .min = 0, .max = 1,
	  .help = "share of the chosen requests that are hit; all by default" },
	{ .key = "first", .kind = WR_FIELD_INT, AT(first), .min = 1, .max = 1e12,
	  .help = "only the first so many" },
	{ .key = "every", .kind = WR_FIELD_INT, AT(every), .min = 1, .max = 1e12,
	  .help = "only every so manieth" },
	{ .key = "path", .kind = WR_FIELD_STRING, AT(path), .help = "only requests whose path matches this glob" },
	{ .key = "from", .kind = WR_FIELD_DURATION, AT(from), .min = 0, .max = END_OF_TIME,
	  .help = "start, on the scenario's clock" },
	{ .key = "for", .kind = WR_FIELD_DURATION, AT(duration), .min = 1e-6, .max = END_OF_TIME,
	  .help = "length; to the end by default" },
	{ .key = "delay", .kind = WR_FIELD_DURATION, AT(delay), .min = 1e-6, .max = LONGEST,
	  .help = "latency, slow_close: how long; lognormal latency: its mean" },
	{ .key = "jitter", .kind = WR_FIELD_DURATION, AT(jitter), .min = 1e-6, .max = LONGEST,
	  .help = "latency: uniform, so much below and above delay" },
	{ .key = "p99", .kind = WR_FIELD_DURATION, AT(p99), .min = 1e-6, .max = LONGEST,
	  .help = "latency: lognormal, with this 99th percentile" },
	{ .key = "rate", .kind = WR_FIELD_SIZE, AT(rate), .min = 1, .max = 1e12,
	  .help = "bandwidth: bytes of the answer per second" },
	{ .key = "when", .kind = WR_FIELD_CHOICE, AT(when), .choices = moments,
	  .help = "reset: before the server sees the request, during its answer, after its work" },
	{ .key = "status", .kind = WR_FIELD_INT, AT(status), .min = 400, .max = 599, .help = "status: what is answered" },
	{ .key = "bytes", .kind = WR_FIELD_SIZE, AT(bytes), .min = 0, .max = 1e9,
	  .help = "truncate: how much of the answer passes" },
	{ .key = NULL }
};

const struct ls_fault_kind *const *ls_fault_kinds(void)
{
	return kinds;
}

static int check_fields(const struct ls_fault *f, const char *path, struct wr_err *err)
{
	const struct { const char *key; unsigned bit; bool given; } fields[] = {
		{ "delay", LS_FAULT_DELAY, !isnan(f->delay) },
		{ "jitter", LS_FAULT_JITTER, !isnan(f->jitter) },
		{ "p99", LS_FAULT_P99, !isnan(f->p99) },
		{ "rate", LS_FAULT_RATE, !isnan(f->rate) },
		{ "when", LS_FAULT_WHEN, f->when != NOT_GIVEN },
		{ "status", LS_FAULT_STATUS, f->status != NOT_GIVEN },
		{ "bytes", LS_FAULT_BYTES, !isnan(f->bytes) },
	};
	const struct ls_fault_kind *kind = kinds[f->kind];

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		bool needed = kind->needs & fields[i].bit, taken = needed || kind->takes & fields[i].bit;

		if (fields[i].given ? !taken : needed)
			return wr_fail_at(err, WR_EUSAGE, path, f->mark.line, f->mark.column, "fault '%s' %s '%s'",
					  kind->name, needed ? "needs" : "does not take", fields[i].key);
	}
	return 0;
}

int ls_fault_check(const struct ls_fault *f, const char *path, struct wr_err *err)
{
	const struct ls_fault_kind *kind = kinds[f->kind];

	if (check_fields(f, path, err))
		return -1;
	return kind->check ? kind->check(f, path, err) : 0;
}

void ls_damage_end(struct ls_damage *d, enum ls_end end)
{
	if (d->end == LS_END_OWN)
		d->end = (uint8_t)end;
}

void ls_faults_start(struct ls_faults *f, const struct ls_scenario *s, uint64_t seed)
{
	struct wr_rng root;

	*f = (struct ls_faults){ .list = s->faults, .n = s->fault_count };
	f->each = wr_calloc(f->n, sizeof *f->each);
	wr_rng_seed(&root, ls_stream_seed(seed, LS_STREAM_FAULTS));
	/* a generator of its own for each: one fault more leaves the others' choices as they were */
	for (size_t i = 0; i < f->n; i++)
		wr_rng_seed(&f->each[i].rng, wr_rng_next(&root));
}

void ls_faults_stop(struct ls_faults *f)
{
	free(f->each);
	*f = (struct ls_faults){ 0 };
}

/* A path without its query. */
static bool matches(const char *glob, const char *path)
{
	char plain[1024];
	size_t n = 0;

	while (path[n] && path[n] != '?' && n < sizeof plain - 1) {
		plain[n] = path[n];
		n++;
	}
	plain[n] = '\0';
	return wr_glob_match(glob, plain);
}

/* In whole nanoseconds: what is due at the very start of a window is in it, however its time was worked out. */
static bool in_window(const struct ls_fault *f, double at)
{
	double now = round(at * 1e9);

	return now >= round(f->from * 1e9) && now < round((f->from + f->duration) * 1e9);
}

static bool chosen(struct ls_faults *f, size_t i, double at, const char *path)
{
	const struct ls_fault *fault = &f->list[i];
	long long number;

	if (!in_window(fault, at) || (fault->path && !matches(fault->path, path)))
		return false;
	number = ++f->each[i].seen;
	if ((fault->first && number > fault->first) || (fault->every && number % fault->every))
		return false;
	return fault->probability >= 1 || wr_rng_unit(&f->each[i].rng) < fault->probability;
}

struct ls_damage ls_faults_choose(struct ls_faults *f, double at, const char *path)
{
	struct ls_damage d = { 0 };

	for (size_t i = 0; i < f->n; i++) {
		const struct ls_fault_kind *kind = kinds[f->list[i].kind];

		if (!chosen(f, i, at, path))
			continue;
		kind->inject(&f->list[i], &f->each[i].rng, &d);
		d.hit = true;
		d.causes |= kind->causes;
	}
	return d;
}
