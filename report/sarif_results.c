#include "report/sarif_p.h"

#include <stdbool.h>
#include <string.h>

#include "core/text.h"
#include "report/outcome_p.h"
#include "report/place_p.h"

#define TAIL 400000             /* room for the notifications */

static const char *uri_of(struct rp_sarif *s, const char *path)
{
	struct wr_buf uri = WR_BUF_INIT;
	const char *copy;

	wr_esc_url_path(&uri, rp_in_repository(s->arena, s->options->prefix, path));
	copy = wr_arena_strdup(s->arena, uri.data);
	wr_buf_free(&uri);
	return copy;
}

/* Lines and columns that make no sense are left out rather than passed on:
 * one such region and the whole file is refused. */
static void write_region(struct wr_json *json, const char *name, const struct wr_location *at)
{
	unsigned line = at->line ? at->line : 1;
	unsigned end = at->end_line > line ? at->end_line : line;
	unsigned column = at->column ? at->column : 1;

	wr_json_open(json, name, '{');
	wr_json_set_int(json, "startLine", line);
	wr_json_set_int(json, "startColumn", column);
	wr_json_set_int(json, "endLine", end);
	if (at->end_column > 0 && (end > line || at->end_column > column) && at->end_line >= line)
		wr_json_set_int(json, "endColumn", at->end_column);
	wr_json_end(json);
}

static void write_artifact(struct rp_sarif *s, const char *path)
{
	wr_json_open(&s->json, "artifactLocation", '{');
	wr_json_set_string(&s->json, "uri", uri_of(s, path));
	wr_json_end(&s->json);
}

void rp_sarif_place(struct rp_sarif *s, const char *path, const struct wr_location *at)
{
	struct wr_json *json = &s->json;

	wr_json_open(json, "physicalLocation", '{');
	write_artifact(s, path);
	write_region(json, "region", at);
	wr_json_end(json);
}

static void write_message(struct rp_sarif *s, const char *text)
{
	rp_sarif_message(s, "message", text, RP_SARIF_MESSAGE);
}

static void write_locations(struct rp_sarif *s, const struct rp_sarif_result *r)
{
	const struct wr_finding *f = r->finding;
	struct wr_json *json = &s->json;

	wr_json_open(json, "locations", '[');
	wr_json_begin(json, '{');
	rp_sarif_place(s, r->path, &f->at);
	if (f->function) {
		wr_json_open(json, "logicalLocations", '[');
		wr_json_begin(json, '{');
		rp_sarif_string(s, "fullyQualifiedName", f->function, RP_SARIF_TEXT);
		wr_json_set_string(json, "kind", "function");
		wr_json_end(json);
		wr_json_end(json);
	}
	wr_json_end(json);
	wr_json_end(json);
}

static void write_related_one(struct rp_sarif *s, const char *path, const struct wr_location *at,
			      const char *message, int id)
{
	wr_json_begin(&s->json, '{');
	wr_json_set_int(&s->json, "id", id);
	rp_sarif_place(s, path, at);
	write_message(s, message);
	wr_json_end(&s->json);
}

/* The steps of the chain that lie in the tree. */
static size_t steps_inside(struct rp_sarif *s, const struct wr_finding *f, const struct wr_step **steps)
{
	size_t n = 0;

	for (size_t i = 0; i < f->chain_length && n < RP_SARIF_STEPS; i++)
		if (rp_inside(s->arena, f->chain[i].at.path))
			steps[n++] = &f->chain[i];
	return n;
}

static void write_related(struct rp_sarif *s, const struct rp_sarif_result *r, const struct wr_step *last)
{
	int id = 1;

	if (!last && !r->also)
		return;
	wr_json_open(&s->json, "relatedLocations", '[');
	if (last)
		write_related_one(s, rp_inside(s->arena, last->at.path), &last->at, last->message, id++);
	for (const struct rp_sarif_result *also = r->also; also && id <= RP_SARIF_RELATED; also = also->also)
		write_related_one(s, also->path, &also->finding->at, also->finding->message, id++);
	wr_json_end(&s->json);
}

static void write_flow(struct rp_sarif *s, const struct wr_step *const *steps, size_t n)
{
	struct wr_json *json = &s->json;

	wr_json_open(json, "codeFlows", '[');
	wr_json_begin(json, '{');
	wr_json_open(json, "threadFlows", '[');
	wr_json_begin(json, '{');
	wr_json_open(json, "locations", '[');
	for (size_t i = 0; i < n; i++) {
		wr_json_begin(json, '{');
		wr_json_open(json, "location", '{');
		rp_sarif_place(s, rp_inside(s->arena, steps[i]->at.path), &steps[i]->at);
		write_message(s, steps[i]->message);
		wr_json_end(json);
		wr_json_end(json);
	}
	for (int i = 0; i < 5; i++)
		wr_json_end(json);
}

static void write_fix(struct rp_sarif *s, const struct wr_edit *fix)
{
	const char *path = fix->text ? rp_inside(s->arena, fix->at.path) : NULL;
	struct wr_json *json = &s->json;

	if (!path)
		return;
	wr_json_open(json, "fixes", '[');
	wr_json_begin(json, '{');
	wr_json_open(json, "artifactChanges", '[');
	wr_json_begin(json, '{');
	write_artifact(s, path);
	wr_json_open(json, "replacements", '[');
	wr_json_begin(json, '{');
	write_region(json, "deletedRegion", &fix->at);
	wr_json_open(json, "insertedContent", '{');
	wr_json_set_string(json, "text", fix->text);
	for (int i = 0; i < 7; i++)
		wr_json_end(json);
}

static void write_chain(struct rp_sarif *s, const struct rp_sarif_result *r)
{
	const struct wr_step *steps[RP_SARIF_STEPS];
	size_t n = steps_inside(s, r->finding, steps);

	write_related(s, r, n ? steps[n - 1] : NULL);
	if (n)
		write_flow(s, steps, n);
}

/* Code scanning wants one of every result. */
static const char *made_print(struct rp_sarif *s, const struct rp_sarif_result *r)
{
	const char *parts[] = { r->finding->rule, r->path, r->finding->message };
	unsigned long long hash = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		hash = wr_hash(parts[i], strlen(parts[i]) + 1, hash);
	return wr_arena_printf(s->arena, "%016llx", hash);
}

static void write_fingerprints(struct rp_sarif *s, const struct rp_sarif_result *r)
{
	const struct rp_source *source = rp_source(s->sources, r->path);
	const struct wr_finding *f = r->finding;
	char hash[40];

	wr_json_open(&s->json, "partialFingerprints", '{');
	/* GitHub makes this one itself where it is not given; a wrong one is worse than none. */
	if (source && rp_source_hash(source, f->at.line ? f->at.line : 1, hash))
		wr_json_set_string(&s->json, "primaryLocationLineHash", hash);
	rp_sarif_string(s, "weir/v1", f->fingerprint && *f->fingerprint ? f->fingerprint : made_print(s, r), RP_SARIF_TEXT);
	wr_json_end(&s->json);
}

static void write_judgement(struct wr_json *json, const struct wr_finding *f)
{
	wr_json_open(json, "properties", '{');
	wr_json_set_string(json, "severity", wr_severity_name(f->severity));
	wr_json_set_string(json, "confidence", wr_confidence_name(f->confidence));
	wr_json_set_string(json, "state", wr_state_name(f->state));
	wr_json_end(json);
}

static void write_result(struct rp_sarif *s, const struct rp_sarif_result *r)
{
	const struct wr_finding *f = r->finding;
	size_t rule = rp_sarif_rule_index(s, f->rule);

	wr_json_begin(&s->json, '{');
	rp_sarif_string(s, "ruleId", f->rule, RP_SARIF_TEXT);
	if (rule < s->rule_count)
		wr_json_set_int(&s->json, "ruleIndex", (long long)rule);
	wr_json_set_string(&s->json, "level", rp_sarif_level(f->severity));
	write_message(s, f->message);
	write_locations(s, r);
	write_chain(s, r);
	write_fingerprints(s, r);
	write_fix(s, &f->fix);
	write_judgement(&s->json, f);
	wr_json_end(&s->json);
}

static bool same_alert(const struct rp_sarif_result *a, const struct rp_sarif_result *b)
{
	return a->finding->at.line == b->finding->at.line && !strcmp(a->finding->rule, b->finding->rule) && !strcmp(a->path, b->path);
}

static bool join(struct rp_sarif *s, struct rp_sarif_result *result)
{
	for (size_t i = 0; i < s->result_count; i++) {
		struct rp_sarif_result *first = s->results[i];

		if (same_alert(first, result)) {
			first->last->also = result;
			first->last = result;
			return true;
		}
	}
	return false;
}

void rp_sarif_gather(struct rp_sarif *s)
{
	size_t n;
	const struct wr_finding **worst = rp_alerts(s->run, s->arena, &n);

	s->results = wr_arena_array(s->arena, RP_SARIF_RESULTS, sizeof *s->results);
	s->left_out = n;
	for (size_t i = 0; i < n && s->result_count < RP_SARIF_RESULTS; i++) {
		struct rp_sarif_result *result = wr_arena_alloc(s->arena, sizeof *result);

		result->finding = worst[i];
		/* Code scanning shows nothing that has no place: findings about the run
		 * stand where the gate is configured. */
		result->path = rp_inside(s->arena, worst[i]->at.path);
		if (!result->path)
			result->path = "weir.yaml";
		result->last = result;
		s->left_out--;
		if (!join(s, result))
			s->results[s->result_count++] = result;
	}
}

/* Whether the result found room; the file is as before if it did not. */
static bool fits(struct rp_sarif *s, const struct rp_sarif_result *result)
{
	struct wr_buf *out = s->json.out;
	struct wr_json before = s->json;
	size_t length = out->len;

	write_result(s, result);
	if (out->len - s->start + TAIL <= RP_SARIF_BYTES)
		return true;
	s->json = before;
	out->len = length;
	out->data[length] = '\0';
	return false;
}

void rp_sarif_results(struct rp_sarif *s)
{
	size_t written = 0;

	wr_json_open(&s->json, "results", '[');
	while (written < s->result_count && fits(s, s->results[written]))
		written++;
	wr_json_end(&s->json);
	s->left_out += s->result_count - written;
}
