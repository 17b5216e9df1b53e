/* baseline.c - what is kept of a run for later ones to be held against. */
#include "gate/gate_p.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/file.h"
#include "core/machine.h"
#include "core/run_json.h"

#define SCHEMA "weir.baseline/1"
#define MOST_BYTES ((size_t)256 << 20)

static int compare_findings(const void *a, const void *b)
{
	const struct wr_finding *x = a, *y = b;
	int order = strcmp(x->at.path ? x->at.path : "", y->at.path ? y->at.path : "");

	if (!order)
		order = strcmp(x->rule, y->rule);
	return order ? order : strcmp(x->fingerprint, y->fingerprint);
}

/* Sorted, and without what changes when nothing of substance does (lines,
 * chains), so that a reviewer sees in a diff what a change brought. */
static void keep_findings(struct wr_run *kept, const struct wr_run *run)
{
	struct wr_finding *sorted = wr_calloc(run->finding_count, sizeof *sorted);
	size_t n = 0;

	for (size_t i = 0; i < run->finding_count; i++) {
		const struct wr_finding *f = &run->findings[i];

		if (f->state == WR_FIXED || !f->fingerprint[0] || gt_is_own_rule(f->rule))
			continue;
		sorted[n] = *f;
		sorted[n].state = WR_NEW;
		sorted[n].fails = false;
		sorted[n].at = (struct wr_location){ .path = f->at.path };
		sorted[n].chain_length = sorted[n].measure_count = 0;
		n++;
	}
	qsort(sorted, n, sizeof *sorted, compare_findings);
	for (size_t i = 0; i < n; i++) {
		if (!i || strcmp(sorted[i].fingerprint, sorted[i - 1].fingerprint) != 0)
			wr_run_add_finding(kept, &sorted[i]);
	}
	free(sorted);
}

static int compare_measures(const void *a, const void *b)
{
	return strcmp(((const struct wr_measure *)a)->name, ((const struct wr_measure *)b)->name);
}

static void keep_measures(struct wr_run *kept, const struct wr_run *run)
{
	for (size_t i = 0; i < run->measure_count; i++) {
		struct wr_measure m = run->measures[i];

		if (!isfinite(m.now.value))
			continue;
		m.has_base = m.has_change = false;
		wr_run_add_measure(kept, &m);
	}
	if (kept->measure_count)
		qsort(kept->measures, kept->measure_count, sizeof *kept->measures, compare_measures);
}

int gt_baseline_save(const struct wr_run *run, const char *path, struct wr_err *err)
{
	struct wr_buf text = WR_BUF_INIT;
	struct wr_json w = { .out = &text, .indent = 1 };
	struct wr_run *kept = wr_run_new();
	char machine[17];
	int result;

	keep_findings(kept, run);
	keep_measures(kept, run);
	wr_json_begin(&w, '{');
	wr_json_set_string(&w, "schema", SCHEMA);
	wr_json_set_string(&w, "machine", run->machine ? run->machine : wr_machine(machine));
	wr_run_write_facts(&w, kept);
	wr_json_end(&w);
	wr_buf_char(&text, '\n');
	result = wr_file_write(path, text.data, text.len, err);
	wr_buf_free(&text);
	wr_run_free(kept);
	return result;
}

static int check_schema(const cJSON *root, const char *path, struct wr_err *err)
{
	const char *schema = wr_json_string(root, "schema", NULL);

	if (!schema)
		return wr_fail(err, WR_EINPUT, "%s: not a baseline of weir (it has no schema)", path);
	if (strcmp(schema, SCHEMA) != 0)
		return wr_fail(err, WR_EINPUT, "%s: '%.40s' is not a schema that can be read here; %s is", path, schema,
			       SCHEMA);
	if (!wr_json_string(root, "machine", NULL))
		return wr_fail(err, WR_EINPUT, "%s: machine: is missing", path);
	return 0;
}

/* The machine's word is the file's: it is compared with other words, and shown to nobody. */
static void set_origin(struct wr_run *run, const char *machine)
{
	char here[17];

	wr_run_set_machine(run, machine);
	if (strcmp(machine, wr_machine(here)) != 0)
		wr_run_note(run, WR_NOTE, "made on another machine than this one");
}

struct wr_run *gt_baseline_read(const char *path, struct wr_err *err)
{
	cJSON *root = wr_json_read(path, MOST_BYTES, err);
	struct wr_run *run = NULL;

	if (!root)
		return NULL;
	if (check_schema(root, path, err) == 0) {
		run = wr_run_new();
		if (wr_run_read_facts(root, path, run, err) != 0) {
			wr_run_free(run);
			run = NULL;
		} else {
			set_origin(run, wr_json_string(root, "machine", ""));
		}
	}
	cJSON_Delete(root);
	return run;
}
