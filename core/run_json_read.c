/*
 * run_json_read.c - run.json read back.
 *
 * Members that are not known are passed over: a later version of the same
 * schema may add optional ones.
 */
#include "core/run_json.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include "core/json.h"
#include "core/json_reader_p.h"

enum { MAX_BYTES = 256 << 20 };

static struct wr_run *run_of(struct wr_reader *r)
{
	return r->user;
}

static void read_top_list(struct wr_reader *r, const cJSON *root, const char *key, wr_read_item *read)
{
	wr_read_list(r, wr_as_list(r, wr_must_have(r, root, key), key), key, read, r, 0);
}

static unsigned may_position(struct wr_reader *r, const cJSON *object, const char *key)
{
	return (unsigned)wr_may_count(r, object, key, UINT_MAX);
}

static bool may_be_true(struct wr_reader *r, const cJSON *object, const char *key)
{
	const cJSON *member = wr_may_have(object, key);

	if (member && !cJSON_IsBool(member))
		wr_wrong(r, key, "must be true or false");
	return cJSON_IsTrue(member);
}

static void read_stage(struct wr_reader *r, const cJSON *o, void *unused)
{
	struct wr_stage s = {
		.name = wr_need_string(r, o, "name"),
		.status = (enum wr_stage_status)wr_need_name(r, o, "status", wr_stage_status_from),
		.seconds = wr_need_number(r, o, "seconds"),
		.message = wr_may_string(r, o, "message"),
	};

	(void)unused;
	wr_run_add_stage(run_of(r), &s);
}

static struct wr_location read_place(struct wr_reader *r, const cJSON *o)
{
	return (struct wr_location){
		.path = wr_may_string(r, o, "path"),
		.line = may_position(r, o, "line"),
		.column = may_position(r, o, "column"),
		.end_line = may_position(r, o, "end_line"),
		.end_column = may_position(r, o, "end_column"),
	};
}

static struct wr_location read_location(struct wr_reader *r, const cJSON *owner)
{
	const cJSON *o = wr_may_have(owner, "location");
	struct wr_location at = { 0 };
	size_t before;

	if (!o)
		return at;
	if (!cJSON_IsObject(o)) {
		wr_wrong(r, "location", "must be an object");
		return at;
	}
	before = wr_enter(r, "location", -1);
	wr_must_have(r, o, "path");
	at = read_place(r, o);
	wr_leave(r, before);
	return at;
}

static void read_step(struct wr_reader *r, const cJSON *o, void *out)
{
	struct wr_step *step = out;

	step->at = read_place(r, o);
	step->message = wr_need_string(r, o, "message");
}

static void read_chain(struct wr_reader *r, const cJSON *o, struct wr_finding *f)
{
	const cJSON *list = wr_as_list(r, wr_may_have(o, "chain"), "chain");
	size_t n = wr_list_length(list);
	struct wr_step *chain = wr_arena_array(run_of(r)->arena, n, sizeof *chain);

	wr_read_list(r, list, "chain", read_step, chain, sizeof *chain);
	f->chain = chain;
	f->chain_length = n;
}

static void read_evidence(struct wr_reader *r, const cJSON *o, struct wr_finding *f)
{
	const cJSON *list = wr_as_list(r, wr_may_have(o, "measures"), "measures"), *item;
	size_t n = wr_list_length(list), i = 0;
	const char **names = wr_arena_array(run_of(r)->arena, n, sizeof *names);

	cJSON_ArrayForEach(item, list) {
		if (!cJSON_IsString(item))
			wr_wrong(r, "measures", "must hold strings only");
		names[i++] = item->valuestring;
	}
	f->measures = names;
	f->measure_count = n;
}

static void read_fix(struct wr_reader *r, const cJSON *owner, struct wr_finding *f)
{
	const cJSON *o = wr_may_have(owner, "fix");
	size_t before;

	if (!o)
		return;
	if (!cJSON_IsObject(o)) {
		wr_wrong(r, "fix", "must be an object");
		return;
	}
	before = wr_enter(r, "fix", -1);
	wr_must_have(r, o, "path");
	f->fix.at = read_place(r, o);
	f->fix.text = wr_need_string(r, o, "text");
	wr_leave(r, before);
}

static void read_finding(struct wr_reader *r, const cJSON *o, void *unused)
{
	struct wr_finding f = {
		.rule = wr_need_string(r, o, "rule"),
		.severity = (enum wr_severity)wr_need_name(r, o, "severity", wr_severity_from),
		.confidence = (enum wr_confidence)wr_need_name(r, o, "confidence", wr_confidence_from),
		.language = wr_need_string(r, o, "language"),
		.message = wr_need_string(r, o, "message"),
		.at = read_location(r, o),
		.function = wr_may_string(r, o, "function"),
		.fingerprint = wr_need_string(r, o, "fingerprint"),
		.text_fingerprint = wr_may_string(r, o, "text_fingerprint"),
		.state = (enum wr_finding_state)wr_need_name(r, o, "state", wr_state_from),
		.fails = may_be_true(r, o, "fails"),
	};

	(void)unused;
	read_chain(r, o, &f);
	read_evidence(r, o, &f);
	read_fix(r, o, &f);
	if (!r->failed)
		wr_run_add_finding(run_of(r), &f);
}

static struct wr_stat read_stat(struct wr_reader *r, const cJSON *o)
{
	return (struct wr_stat){
		.value = wr_need_number(r, o, "value"),
		.low = wr_may_number(r, o, "low"),
		.high = wr_may_number(r, o, "high"),
		.n = (size_t)wr_may_count(r, o, "n", 1LL << 53),
	};
}

static void read_base(struct wr_reader *r, const cJSON *o, struct wr_measure *m)
{
	size_t before;
	const cJSON *base = wr_enter_object(r, o, "base", &before);

	if (!base)
		return;
	m->has_base = true;
	m->base = read_stat(r, base);
	wr_leave(r, before);
}

static void read_change(struct wr_reader *r, const cJSON *o, struct wr_measure *m)
{
	size_t before;
	const cJSON *change = wr_enter_object(r, o, "change", &before);

	if (!change)
		return;
	m->has_change = true;
	m->change.ratio = wr_need_number(r, change, "ratio");
	m->change.low = wr_may_number(r, change, "low");
	m->change.high = wr_may_number(r, change, "high");
	m->change.p = wr_may_number(r, change, "p");
	m->limit_ratio = wr_may_number(r, change, "limit");
	if (!(m->limit_ratio > 0))
		m->limit_ratio = 0;
	m->change.verdict =
		(enum wr_change_verdict)wr_need_name(r, change, "verdict", wr_change_verdict_from);
	wr_leave(r, before);
}

static int better_from(const char *name)
{
	return !strcmp(name, "lower") ? WR_LOWER_IS_BETTER : !strcmp(name, "higher") ? WR_HIGHER_IS_BETTER : -1;
}

static void read_measure(struct wr_reader *r, const cJSON *o, void *unused)
{
	struct wr_measure m = {
		.name = wr_need_string(r, o, "name"),
		.stage = wr_need_string(r, o, "stage"),
		.unit = wr_need_string(r, o, "unit"),
		.better = (enum wr_better)wr_need_name(r, o, "better", better_from),
		.now = read_stat(r, o),
	};

	(void)unused;
	read_base(r, o, &m);
	read_change(r, o, &m);
	wr_run_add_measure(run_of(r), &m);
}

static void read_points(struct wr_reader *r, const cJSON *list, struct wr_line *l)
{
	struct wr_point *points = wr_arena_array(run_of(r)->arena, wr_list_length(list), sizeof *points);
	const cJSON *item;
	size_t n = 0;

	cJSON_ArrayForEach(item, list) {
		if (!cJSON_IsArray(item) || cJSON_GetArraySize(item) != 2) {
			wr_wrong(r, "points", "must hold pairs of numbers");
			return;
		}
		points[n].x = wr_as_number(r, item->child, "points");
		points[n++].y = wr_as_number(r, item->child->next, "points");
	}
	l->points = points;
	l->n = n;
}

static void read_line(struct wr_reader *r, const cJSON *o, void *out)
{
	struct wr_line *l = out;

	l->name = wr_need_string(r, o, "name");
	l->unit = wr_need_string(r, o, "unit");
	read_points(r, wr_as_list(r, wr_must_have(r, o, "points"), "points"), l);
}

static void read_series(struct wr_reader *r, const cJSON *o, void *unused)
{
	struct wr_series s = { .name = wr_need_string(r, o, "name") };
	const cJSON *list = wr_as_list(r, wr_must_have(r, o, "lines"), "lines"), *x;
	struct wr_line *lines = wr_arena_array(run_of(r)->arena, wr_list_length(list), sizeof *lines);
	size_t before;

	(void)unused;
	wr_must_have(r, o, "x");
	x = wr_enter_object(r, o, "x", &before);
	if (x) {
		s.x_name = wr_need_string(r, x, "name");
		s.x_unit = wr_need_string(r, x, "unit");
		wr_leave(r, before);
	}
	wr_read_list(r, list, "lines", read_line, lines, sizeof *lines);
	s.lines = lines;
	s.line_count = wr_list_length(list);
	if (!r->failed)
		wr_run_add_series(run_of(r), &s);
}

static void read_artifact(struct wr_reader *r, const cJSON *o, void *unused)
{
	struct wr_artifact a = {
		.name = wr_need_string(r, o, "name"),
		.path = wr_need_string(r, o, "path"),
		.kind = wr_need_string(r, o, "kind"),
	};

	(void)unused;
	wr_run_add_artifact(run_of(r), &a);
}

static void read_notice(struct wr_reader *r, const cJSON *o, void *unused)
{
	int level = wr_need_name(r, o, "level", wr_notice_level_from);

	struct wr_location at = read_location(r, o);

	(void)unused;
	wr_run_note_at(run_of(r), (enum wr_notice_level)level, &at, "%s", wr_need_string(r, o, "message"));
}

static void read_schema(struct wr_reader *r, const cJSON *root)
{
	const char *schema;
	char what[120];

	if (!cJSON_IsObject(root)) {
		wr_wrong(r, "", "is not a run: an object was expected");
		return;
	}
	schema = wr_need_string(r, root, "schema");
	if (strcmp(schema, "weir.run/1")) {
		snprintf(what, sizeof what, "'%.40s' is not a schema that can be read here; weir.run/1 is", schema);
		wr_wrong(r, "schema", what);
	}
}

static void read_facts(struct wr_reader *r, const cJSON *root)
{
	read_top_list(r, root, "findings", read_finding);
	read_top_list(r, root, "measures", read_measure);
}

int wr_run_read_facts(const cJSON *object, const char *name, struct wr_run *run, struct wr_err *err)
{
	struct wr_reader r = { .name = name, .err = err, .user = run };

	read_facts(&r, object);
	return r.failed ? -1 : 0;
}

static void read_run(struct wr_reader *r, const cJSON *root)
{
	read_schema(r, root);
	if (r->failed)
		return;
	wr_run_set_machine(run_of(r), wr_may_string(r, root, "machine"));
	run_of(r)->verdict = (enum wr_verdict)wr_need_name(r, root, "verdict", wr_verdict_from);
	read_top_list(r, root, "stages", read_stage);
	read_facts(r, root);
	read_top_list(r, root, "series", read_series);
	read_top_list(r, root, "artifacts", read_artifact);
	read_top_list(r, root, "notices", read_notice);
}

/* Takes the tree over; NULL is passed on. */
static struct wr_run *run_of_tree(cJSON *root, const char *name, struct wr_err *err)
{
	struct wr_reader r = { .name = name, .err = err };
	struct wr_run *run;

	if (!root)
		return NULL;
	r.user = run = wr_run_new();
	read_run(&r, root);
	cJSON_Delete(root);
	if (!r.failed)
		return run;
	wr_run_free(run);
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
