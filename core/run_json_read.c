/*
 * run_json_read.c - run.json read back.
 *
 * The first thing that is wrong is kept in the reader and everything after it
 * is read as empty, so that the functions below need not check each step.
 * Members that are not known are passed over: a later version of the same
 * schema may add optional ones.
 */
#include "core/run_json.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "core/alloc.h"
#include "core/json.h"

enum { MAX_BYTES = 256 << 20 };

struct reader {
	const char *name;
	struct wr_run *run;
	struct wr_err *err;
	bool failed;
	char place[160];        /* "findings[3].chain[0]", "" at the top */
};

static void wrong(struct reader *r, const char *key, const char *what)
{
	const char *dot = *r->place && *key ? "." : "", *colon = *r->place || *key ? ": " : "";

	if (!r->failed)
		wr_fail(r->err, WR_EINPUT, "%s: %s%s%s%s%s", r->name, r->place, dot, key, colon, what);
	r->failed = true;
}

/* ---- members ---- */

static const cJSON *may_have(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

static const cJSON *must_have(struct reader *r, const cJSON *object, const char *key)
{
	const cJSON *item = may_have(object, key);

	if (!item)
		wrong(r, key, "is missing");
	return item;
}

static const char *as_string(struct reader *r, const cJSON *item, const char *key)
{
	if (item && !cJSON_IsString(item))
		wrong(r, key, "must be a string");
	return cJSON_IsString(item) ? item->valuestring : NULL;
}

static const char *need_string(struct reader *r, const cJSON *object, const char *key)
{
	const char *s = as_string(r, must_have(r, object, key), key);

	return s ? s : "";
}

static const char *may_string(struct reader *r, const cJSON *object, const char *key)
{
	return as_string(r, may_have(object, key), key);
}

/* null is a number that is not known. */
static double as_number(struct reader *r, const cJSON *item, const char *key)
{
	if (!item || cJSON_IsNull(item))
		return NAN;
	if (!cJSON_IsNumber(item) || !isfinite(item->valuedouble)) {
		wrong(r, key, "must be a finite number");
		return NAN;
	}
	return item->valuedouble;
}

static double need_number(struct reader *r, const cJSON *object, const char *key)
{
	return as_number(r, must_have(r, object, key), key);
}

static double may_number(struct reader *r, const cJSON *object, const char *key)
{
	return as_number(r, may_have(object, key), key);
}

/* 0 when it is absent. */
static double may_count(struct reader *r, const cJSON *object, const char *key, double max)
{
	const cJSON *item = may_have(object, key);
	double v = item ? item->valuedouble : 0;

	if (item && (!cJSON_IsNumber(item) || !(v >= 0 && v <= max) || v != floor(v))) {
		wrong(r, key, "must be a whole number that is not negative");
		return 0;
	}
	return v;
}

static unsigned may_position(struct reader *r, const cJSON *object, const char *key)
{
	return (unsigned)may_count(r, object, key, UINT_MAX);
}

static int need_name(struct reader *r, const cJSON *object, const char *key, int (*from)(const char *))
{
	const char *s = as_string(r, must_have(r, object, key), key);
	int value = s ? from(s) : 0;
	char what[80];

	if (value >= 0)
		return value;
	snprintf(what, sizeof what, "'%.40s' is not one of its names", s);
	wrong(r, key, what);
	return 0;
}

/* ---- places ---- */

/* Enters parent.key[index] (index < 0: parent.key); returns what leave() needs. */
static size_t enter(struct reader *r, const char *key, long index)
{
	size_t before = strlen(r->place), room = sizeof r->place - before;
	char *end = r->place + before;

	if (index < 0)
		snprintf(end, room, "%s%s", before ? "." : "", key);
	else
		snprintf(end, room, "%s%s[%ld]", before ? "." : "", key, index);
	return before;
}

static void leave(struct reader *r, size_t before)
{
	r->place[before] = '\0';
}

static const cJSON *as_list(struct reader *r, const cJSON *list, const char *key)
{
	if (list && !cJSON_IsArray(list))
		wrong(r, key, "must be an array");
	return cJSON_IsArray(list) ? list : NULL;
}

static size_t list_length(const cJSON *list)
{
	return list ? (size_t)cJSON_GetArraySize(list) : 0;
}

typedef void read_item(struct reader *r, const cJSON *item, void *out);

/* Calls read(item, out + i * size) for every item of the list object.key,
 * which must be an object. */
static void read_list(struct reader *r, const cJSON *list, const char *key, read_item *read,
		      void *out, size_t size)
{
	const cJSON *item;
	char *at = out;
	long i = 0;

	for (item = list ? list->child : NULL; item && !r->failed; item = item->next) {
		size_t before = enter(r, key, i++);

		if (cJSON_IsObject(item))
			read(r, item, at);
		else
			wrong(r, "", "must be an object");
		leave(r, before);
		at += size;
	}
}

static void read_top_list(struct reader *r, const cJSON *root, const char *key, read_item *read)
{
	read_list(r, as_list(r, must_have(r, root, key), key), key, read, r, 0);
}

/* ---- the run ---- */

static void read_stage(struct reader *r, const cJSON *o, void *unused)
{
	struct wr_stage s = {
		.name = need_string(r, o, "name"),
		.status = (enum wr_stage_status)need_name(r, o, "status", wr_stage_status_from),
		.seconds = need_number(r, o, "seconds"),
		.message = may_string(r, o, "message"),
	};

	(void)unused;
	wr_run_add_stage(r->run, &s);
}

static struct wr_location read_place(struct reader *r, const cJSON *o)
{
	return (struct wr_location){
		.path = may_string(r, o, "path"),
		.line = may_position(r, o, "line"),
		.column = may_position(r, o, "column"),
		.end_line = may_position(r, o, "end_line"),
		.end_column = may_position(r, o, "end_column"),
	};
}

static struct wr_location read_location(struct reader *r, const cJSON *finding)
{
	const cJSON *o = may_have(finding, "location");
	struct wr_location at = { 0 };
	size_t before;

	if (!o)
		return at;
	if (!cJSON_IsObject(o)) {
		wrong(r, "location", "must be an object");
		return at;
	}
	before = enter(r, "location", -1);
	must_have(r, o, "path");
	at = read_place(r, o);
	leave(r, before);
	return at;
}

static void read_step(struct reader *r, const cJSON *o, void *out)
{
	struct wr_step *step = out;

	step->at = read_place(r, o);
	step->message = need_string(r, o, "message");
}

static void read_chain(struct reader *r, const cJSON *o, struct wr_finding *f)
{
	const cJSON *list = as_list(r, may_have(o, "chain"), "chain");
	size_t n = list_length(list);
	struct wr_step *chain = wr_arena_array(r->run->arena, n, sizeof *chain);

	read_list(r, list, "chain", read_step, chain, sizeof *chain);
	f->chain = chain;
	f->chain_length = n;
}

static void read_evidence(struct reader *r, const cJSON *o, struct wr_finding *f)
{
	const cJSON *list = as_list(r, may_have(o, "measures"), "measures"), *item;
	size_t n = list_length(list), i = 0;
	const char **names = wr_arena_array(r->run->arena, n, sizeof *names);

	cJSON_ArrayForEach(item, list) {
		if (!cJSON_IsString(item))
			wrong(r, "measures", "must hold strings only");
		names[i++] = item->valuestring;
	}
	f->measures = names;
	f->measure_count = n;
}

static void read_finding(struct reader *r, const cJSON *o, void *unused)
{
	struct wr_finding f = {
		.rule = need_string(r, o, "rule"),
		.severity = (enum wr_severity)need_name(r, o, "severity", wr_severity_from),
		.confidence = (enum wr_confidence)need_name(r, o, "confidence", wr_confidence_from),
		.language = need_string(r, o, "language"),
		.message = need_string(r, o, "message"),
		.at = read_location(r, o),
		.function = may_string(r, o, "function"),
		.fingerprint = need_string(r, o, "fingerprint"),
		.state = (enum wr_finding_state)need_name(r, o, "state", wr_state_from),
	};

	(void)unused;
	read_chain(r, o, &f);
	read_evidence(r, o, &f);
	if (!r->failed)
		wr_run_add_finding(r->run, &f);
}

static struct wr_stat read_stat(struct reader *r, const cJSON *o)
{
	return (struct wr_stat){
		.value = need_number(r, o, "value"),
		.low = may_number(r, o, "low"),
		.high = may_number(r, o, "high"),
		.n = (size_t)may_count(r, o, "n", 1LL << 53),
	};
}

/* The object m.key, entered; NULL if it is absent. */
static const cJSON *enter_object(struct reader *r, const cJSON *m, const char *key, size_t *before)
{
	const cJSON *o = may_have(m, key);

	if (o && !cJSON_IsObject(o)) {
		wrong(r, key, "must be an object");
		return NULL;
	}
	if (o)
		*before = enter(r, key, -1);
	return o;
}

static void read_base(struct reader *r, const cJSON *o, struct wr_measure *m)
{
	size_t before;
	const cJSON *base = enter_object(r, o, "base", &before);

	if (!base)
		return;
	m->has_base = true;
	m->base = read_stat(r, base);
	leave(r, before);
}

static void read_change(struct reader *r, const cJSON *o, struct wr_measure *m)
{
	size_t before;
	const cJSON *change = enter_object(r, o, "change", &before);

	if (!change)
		return;
	m->has_change = true;
	m->change.ratio = need_number(r, change, "ratio");
	m->change.low = may_number(r, change, "low");
	m->change.high = may_number(r, change, "high");
	m->change.p = may_number(r, change, "p");
	m->change.verdict =
		(enum wr_change_verdict)need_name(r, change, "verdict", wr_change_verdict_from);
	leave(r, before);
}

static int better_from(const char *name)
{
	return !strcmp(name, "lower") ? WR_LOWER_IS_BETTER : !strcmp(name, "higher") ? WR_HIGHER_IS_BETTER : -1;
}

static void read_measure(struct reader *r, const cJSON *o, void *unused)
{
	struct wr_measure m = {
		.name = need_string(r, o, "name"),
		.stage = need_string(r, o, "stage"),
		.unit = need_string(r, o, "unit"),
		.better = (enum wr_better)need_name(r, o, "better", better_from),
		.now = read_stat(r, o),
	};

	(void)unused;
	read_base(r, o, &m);
	read_change(r, o, &m);
	wr_run_add_measure(r->run, &m);
}

static void read_points(struct reader *r, const cJSON *list, struct wr_line *l)
{
	struct wr_point *points = wr_arena_array(r->run->arena, list_length(list), sizeof *points);
	const cJSON *item;
	size_t n = 0;

	cJSON_ArrayForEach(item, list) {
		if (!cJSON_IsArray(item) || cJSON_GetArraySize(item) != 2) {
			wrong(r, "points", "must hold pairs of numbers");
			return;
		}
		points[n].x = as_number(r, item->child, "points");
		points[n++].y = as_number(r, item->child->next, "points");
	}
	l->points = points;
	l->n = n;
}

static void read_line(struct reader *r, const cJSON *o, void *out)
{
	struct wr_line *l = out;

	l->name = need_string(r, o, "name");
	l->unit = need_string(r, o, "unit");
	read_points(r, as_list(r, must_have(r, o, "points"), "points"), l);
}

static void read_series(struct reader *r, const cJSON *o, void *unused)
{
	struct wr_series s = { .name = need_string(r, o, "name") };
	const cJSON *list = as_list(r, must_have(r, o, "lines"), "lines"), *x;
	struct wr_line *lines = wr_arena_array(r->run->arena, list_length(list), sizeof *lines);
	size_t before;

	(void)unused;
	must_have(r, o, "x");
	x = enter_object(r, o, "x", &before);
	if (x) {
		s.x_name = need_string(r, x, "name");
		s.x_unit = need_string(r, x, "unit");
		leave(r, before);
	}
	read_list(r, list, "lines", read_line, lines, sizeof *lines);
	s.lines = lines;
	s.line_count = list_length(list);
	if (!r->failed)
		wr_run_add_series(r->run, &s);
}

static void read_artifact(struct reader *r, const cJSON *o, void *unused)
{
	struct wr_artifact a = {
		.name = need_string(r, o, "name"),
		.path = need_string(r, o, "path"),
		.kind = need_string(r, o, "kind"),
	};

	(void)unused;
	wr_run_add_artifact(r->run, &a);
}

static void read_notice(struct reader *r, const cJSON *o, void *unused)
{
	int level = need_name(r, o, "level", wr_notice_level_from);

	(void)unused;
	wr_run_note(r->run, (enum wr_notice_level)level, "%s", need_string(r, o, "message"));
}

static void read_schema(struct reader *r, const cJSON *root)
{
	const char *schema;
	char what[120];

	if (!cJSON_IsObject(root)) {
		wrong(r, "", "is not a run: an object was expected");
		return;
	}
	schema = need_string(r, root, "schema");
	if (strcmp(schema, "weir.run/1")) {
		snprintf(what, sizeof what, "'%.40s' is not a schema that can be read here; weir.run/1 is", schema);
		wrong(r, "schema", what);
	}
}

static void read_facts(struct reader *r, const cJSON *root)
{
	read_top_list(r, root, "findings", read_finding);
	read_top_list(r, root, "measures", read_measure);
}

int wr_run_read_facts(const cJSON *object, const char *name, struct wr_run *run, struct wr_err *err)
{
	struct reader r = { .name = name, .run = run, .err = err };

	read_facts(&r, object);
	return r.failed ? -1 : 0;
}

static void read_run(struct reader *r, const cJSON *root)
{
	read_schema(r, root);
	if (r->failed)
		return;
	r->run->verdict = (enum wr_verdict)need_name(r, root, "verdict", wr_verdict_from);
	read_top_list(r, root, "stages", read_stage);
	read_facts(r, root);
	read_top_list(r, root, "series", read_series);
	read_top_list(r, root, "artifacts", read_artifact);
	read_top_list(r, root, "notices", read_notice);
}

/* Takes the tree over; NULL is passed on. */
static struct wr_run *run_of_tree(cJSON *root, const char *name, struct wr_err *err)
{
	struct reader r = { .name = name, .err = err };

	if (!root)
		return NULL;
	r.run = wr_run_new();
	read_run(&r, root);
	cJSON_Delete(root);
	if (!r.failed)
		return r.run;
	wr_run_free(r.run);
	return NULL;
}

struct wr_run *wr_run_read_json(const char *path, struct wr_err *err)
{
	return run_of_tree(wr_json_read(path, MAX_BYTES, err), path, err);
}

struct wr_run *wr_run_parse_json(const char *text, size_t n, const char *name, struct wr_err *err)
{
	return run_of_tree(wr_json_parse(text, n, name, err), name, err);
}
