#include "tests/unit/report/hostile.h"

#include <stdio.h>
#include "core/json.h"
#include "core/text.h"

/* The first run of the report; *root is the whole, to be deleted. */
static const cJSON *run_of(const struct wr_run *run, const struct rp_options *options, cJSON **root)
{
	struct wr_buf out = WR_BUF_INIT;
	struct wr_err err;

	render("sarif", run, options, &out);
	*root = wr_json_parse(out.data, out.len, "sarif", &err);
	if (!*root)
		fail_msg("%s", err.message);
	wr_buf_free(&out);
	return cJSON_GetArrayItem(cJSON_GetObjectItem(*root, "runs"), 0);
}

static const cJSON *at(const cJSON *item, const char *path)
{
	char part[64];

	while (item && *path) {
		size_t n = strcspn(path, "/");

		snprintf(part, sizeof part, "%.*s", (int)n, path);
		item = part[0] >= '0' && part[0] <= '9' ? cJSON_GetArrayItem(item, atoi(part)) :
		       cJSON_GetObjectItemCaseSensitive(item, part);
		path += n + (path[n] == '/');
	}
	return item;
}

static const char *text_at(const cJSON *item, const char *path)
{
	const char *text = cJSON_GetStringValue(at(item, path));

	if (!text)
		fail_msg("no string at %s", path);
	return text;
}

static double number_at(const cJSON *item, const char *path)
{
	return cJSON_GetNumberValue(at(item, path));
}

TEST(a_clean_run_still_declares_every_rule)
{
	struct wr_run *run = wr_run_new();
	struct rp_options options = { .rules = test_rules() };
	cJSON *root;
	const cJSON *r = run_of(run, &options, &root), *rule = at(r, "tool/driver/rules/0");

	CHECK_STR(text_at(root, "version"), "2.1.0");
	CHECK_EQ("results", cJSON_GetArraySize(at(r, "results")), 0);
	CHECK_STR(text_at(r, "tool/driver/name"), "weir");
	CHECK_STR(text_at(rule, "id"), "loop-query");
	CHECK_STR(text_at(rule, "shortDescription/text"), "A query in a loop");
	CHECK_STR(text_at(rule, "fullDescription/text"), "A query in a loop. Query once.");
	CHECK_STR(text_at(rule, "help/text"), "Query once.");
	CHECK(*text_at(rule, "help/markdown"));
	CHECK_STR(text_at(rule, "defaultConfiguration/level"), "error");
	CHECK_STR(text_at(rule, "properties/precision"), "high");
	CHECK_STR(text_at(rule, "properties/problem.severity"), "error");
	CHECK_STR(text_at(rule, "properties/tags/0"), "performance");
	CHECK(!at(rule, "properties/security-severity"));
	CHECK_STR(text_at(r, "automationDetails/id"), "weir/");
	CHECK_STR(text_at(r, "columnKind"), "unicodeCodePoints");
	CHECK(cJSON_IsFalse(at(r, "invocations/0/executionSuccessful")));       /* incomplete until judged */
	cJSON_Delete(root);
	wr_run_free(run);
}

static struct wr_finding finding(enum wr_severity severity, unsigned line)
{
	return (struct wr_finding){ .rule = "loop-query", .message = "One query per order.", .severity = severity,
				    .confidence = WR_CONFIDENCE_MEDIUM, .at = { "src/a b:c.c", line, 5, line, 9 },
				    .fingerprint = "0123456789abcdef", .function = "f" };
}

TEST(a_result_has_place_chain_and_fingerprint)
{
	static const struct wr_step chain[] = {
		{ { "src/a b:c.c", 1, 1, 1, 4 }, "f() loops" }, { { "/usr/include/stdio.h", 9, 1, 0, 0 }, "outside" },
		{ { "src/b.c", 7, 3, 0, 0 }, "g() queries" },
	};
	struct wr_run *run = wr_run_new();
	struct wr_finding f = finding(WR_CRITICAL, 2);
	struct rp_options options = { .rules = test_rules(), .category = "shop/backend" };
	const cJSON *r, *flow;
	cJSON *root;

	f.chain = chain;
	f.chain_length = 3;
	f.fix = (struct wr_edit){ { "src/a b:c.c", 2, 5, 3, 9 }, "min(xs)" };
	wr_run_add_finding(run, &f);
	r = run_of(run, &options, &root);
	CHECK_STR(text_at(r, "automationDetails/id"), "shop/backend/");
	r = at(r, "results/0");
	CHECK_STR(text_at(r, "ruleId"), "loop-query");
	CHECK_EQ("ruleIndex", number_at(r, "ruleIndex"), 0);
	CHECK_STR(text_at(r, "level"), "error");
	CHECK_STR(text_at(r, "message/text"), "One query per order.");
	CHECK_STR(text_at(r, "locations/0/physicalLocation/artifactLocation/uri"), "src/a%20b%3Ac.c");
	CHECK_EQ("startLine", number_at(r, "locations/0/physicalLocation/region/startLine"), 2);
	CHECK_EQ("startColumn", number_at(r, "locations/0/physicalLocation/region/startColumn"), 5);
	CHECK_EQ("endLine", number_at(r, "locations/0/physicalLocation/region/endLine"), 2);
	CHECK_EQ("endColumn", number_at(r, "locations/0/physicalLocation/region/endColumn"), 9);
	CHECK_STR(text_at(r, "fixes/0/artifactChanges/0/artifactLocation/uri"), "src/a%20b%3Ac.c");
	CHECK_STR(text_at(r, "fixes/0/artifactChanges/0/replacements/0/insertedContent/text"), "min(xs)");
	CHECK_EQ("deleted", number_at(r, "fixes/0/artifactChanges/0/replacements/0/deletedRegion/endLine"), 3);
	CHECK_STR(text_at(r, "locations/0/logicalLocations/0/fullyQualifiedName"), "f");
	flow = at(r, "codeFlows/0/threadFlows/0/locations");
	CHECK_EQ("steps inside the tree", cJSON_GetArraySize(flow), 2);
	CHECK_STR(text_at(flow, "1/location/message/text"), "g() queries");
	CHECK_STR(text_at(flow, "1/location/physicalLocation/artifactLocation/uri"), "src/b.c");
	CHECK_STR(text_at(r, "relatedLocations/0/message/text"), "g() queries");
	CHECK_STR(cJSON_GetStringValue(cJSON_GetObjectItem(at(r, "partialFingerprints"), "weir/v1")), "0123456789abcdef");
	cJSON_Delete(root);
	wr_run_free(run);
}

TEST(github_gets_its_own_hash_where_the_source_is_there)
{
	static const char source[] = "x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n";
	struct wr_run *run = wr_run_new();
	struct wr_finding f = finding(WR_LOW, 5);
	struct rp_options options = { .rules = test_rules() };
	const cJSON *prints;
	cJSON *root;

	unit_temp_file("p.py", source, strlen(source));
	f.at.path = "p.py";
	wr_run_add_finding(run, &f);
	f.at.line = 3;
	f.rule = "other";
	f.at.path = "absent.py";
	wr_run_add_finding(run, &f);
	options.root = unit_temp_dir();
	prints = at(run_of(run, &options, &root), "results");
	/* the fifth hash of that text in github/codeql-action, src/fingerprints.test.ts */
	CHECK_STR(cJSON_GetStringValue(cJSON_GetObjectItem(at(prints, "0/partialFingerprints"), "primaryLocationLineHash")),
		  "54517377da7028d2:1");
	CHECK_STR(cJSON_GetStringValue(cJSON_GetObjectItem(at(prints, "0/partialFingerprints"), "weir/v1")),
		  "0123456789abcdef");
	CHECK(!cJSON_GetObjectItem(at(prints, "1/partialFingerprints"), "primaryLocationLineHash"));
	cJSON_Delete(root);
	wr_run_free(run);
}

TEST(levels_and_states)
{
	static const char *const levels[] = { "error", "error", "warning", "note" };
	struct wr_run *run = wr_run_new();
	struct wr_finding fixed = finding(WR_CRITICAL, 100);
	const cJSON *results;
	cJSON *root;

	for (unsigned severity = WR_LOW; severity <= WR_CRITICAL; severity++) {
		struct wr_finding f = finding((enum wr_severity)severity, severity + 1);

		f.state = severity == WR_HIGH ? WR_KNOWN : WR_NEW;
		wr_run_add_finding(run, &f);
	}
	fixed.state = WR_FIXED;
	wr_run_add_finding(run, &fixed);
	results = at(run_of(run, NULL, &root), "results");
	CHECK_EQ("the fixed one is left out", cJSON_GetArraySize(results), 4);
	for (int i = 0; i < 4; i++)
		CHECK_STR(text_at(cJSON_GetArrayItem(results, i), "level"), levels[i]);
	CHECK_STR(text_at(results, "1/properties/state"), "known");
	cJSON_Delete(root);
	wr_run_free(run);
}

static void check_uri_of(const char *path, const char *want)
{
	struct wr_run *run = wr_run_new();
	struct wr_finding f = finding(WR_HIGH, 7);
	cJSON *root;

	f.at.path = path;
	wr_run_add_finding(run, &f);
	CHECK_STR(text_at(run_of(run, NULL, &root), "results/0/locations/0/physicalLocation/artifactLocation/uri"), want);
	cJSON_Delete(root);
	wr_run_free(run);
}

TEST(no_path_leaves_the_repository)
{
	check_uri_of("../../etc/passwd", "weir.yaml");
	check_uri_of("src/../../etc/passwd", "weir.yaml");
	check_uri_of("/etc/passwd", "weir.yaml");
	check_uri_of(NULL, "weir.yaml");
	check_uri_of("./src//a.c", "src/a.c");
	check_uri_of("file:///etc/passwd", "file%3A/etc/passwd");
	check_uri_of("a?b#c%d", "a%3Fb%23c%25d");
	check_uri_of("\xc3\xbc.c", "%C3%BC.c");
}

TEST(a_region_is_never_backwards_or_zero)
{
	static const struct wr_location odd[] = {
		{ "a.c", 0, 0, 0, 0 }, { "a.c", 5, 9, 3, 1 }, { "a.c", 6, 9, 6, 9 }, { "a.c", 7, 9, 0, 2 }, { "a.c", 8, 4, 9, 1 },
	};
	struct wr_run *run = wr_run_new();
	const cJSON *results;
	cJSON *root;

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		struct wr_finding f = finding(WR_HIGH, 1);

		f.at = odd[i];
		wr_run_add_finding(run, &f);
	}
	results = at(run_of(run, NULL, &root), "results");
	for (int i = 0; i < cJSON_GetArraySize(results); i++) {
		const cJSON *region = at(cJSON_GetArrayItem(results, i), "locations/0/physicalLocation/region");
		const cJSON *end = at(region, "endColumn");

		CHECK(number_at(region, "startLine") >= 1 && number_at(region, "startColumn") >= 1);
		CHECK(number_at(region, "endLine") >= number_at(region, "startLine"));
		CHECK(!end || end->valuedouble > number_at(region, "startColumn") ||
		      number_at(region, "endLine") > number_at(region, "startLine"));
	}
	cJSON_Delete(root);
	wr_run_free(run);
}

TEST(two_findings_of_a_rule_on_a_line_are_one_alert)
{
	struct wr_run *run = wr_run_new();
	struct wr_finding f = finding(WR_HIGH, 7);
	const cJSON *results;
	cJSON *root;

	wr_run_add_finding(run, &f);
	f.message = "Another query per order.";
	wr_run_add_finding(run, &f);
	f.rule = "other-rule";
	wr_run_add_finding(run, &f);
	results = at(run_of(run, NULL, &root), "results");
	CHECK_EQ("results", cJSON_GetArraySize(results), 2);
	CHECK_STR(text_at(results, "0/relatedLocations/0/message/text"), "Another query per order.");
	CHECK_STR(text_at(results, "1/ruleId"), "other-rule");
	cJSON_Delete(root);
	wr_run_free(run);
}

/* Else the alert of the run before would be closed as if it were fixed. */
TEST(what_could_not_be_measured_is_a_result_at_its_definition)
{
	static const char config[] = "version: 1\nbench:\n  benchmarks:\n    - name: parse\n      run: parse\n";
	struct wr_run *run = wr_run_new();
	struct rp_options options = { .rules = test_rules() };
	const cJSON *r;
	cJSON *root;

	unit_temp_file("weir.yaml", config, strlen(config));
	options.root = unit_temp_dir();
	wr_run_add_stage(run, &(struct wr_stage){ "bench", WR_STAGE_FAILED, 1, "exits with 1" });
	wr_run_note_at(run, WR_ERROR, &(struct wr_location){ "weir.yaml", 4, 7, 0, 0 }, "parse: exits with 1");
	wr_run_note_at(run, WR_WARNING, &(struct wr_location){ "src/a.c", 9, 1, 0, 0 }, "nothing to ignore");
	r = run_of(run, &options, &root);
	CHECK_EQ("results", cJSON_GetArraySize(at(r, "results")), 1);
	CHECK_STR(text_at(r, "results/0/ruleId"), "not-measured");
	CHECK_STR(text_at(r, "results/0/level"), "error");
	CHECK_STR(text_at(r, "results/0/locations/0/physicalLocation/artifactLocation/uri"), "weir.yaml");
	CHECK_EQ("line", number_at(r, "results/0/locations/0/physicalLocation/region/startLine"), 4);
	CHECK(*text_at(r, "results/0/partialFingerprints/primaryLocationLineHash"));
	CHECK(cJSON_IsFalse(at(r, "invocations/0/executionSuccessful")));
	CHECK_STR(text_at(r, "invocations/0/toolExecutionNotifications/2/locations/0/physicalLocation/artifactLocation/uri"),
		  "src/a.c");
	cJSON_Delete(root);
	wr_run_free(run);
}

TEST(an_unknown_rule_is_declared_all_the_same)
{
	struct wr_run *run = wr_run_new();
	struct wr_finding f = finding(WR_MEDIUM, 7);
	struct rp_options options = { .rules = test_rules() };
	const cJSON *r;
	cJSON *root;

	f.rule = "from-the-future";
	wr_run_add_finding(run, &f);
	r = run_of(run, &options, &root);
	CHECK_EQ("ruleIndex", number_at(r, "results/0/ruleIndex"), 1);
	CHECK_STR(text_at(r, "tool/driver/rules/1/id"), "from-the-future");
	CHECK(*text_at(r, "tool/driver/rules/1/help/text"));
	cJSON_Delete(root);
	wr_run_free(run);
}

static void check_inert(const cJSON *item)
{
	for (; item; item = item->next) {
		if (cJSON_IsString(item)) {
			CHECK_HAS_NOT(item->valuestring, "\033");
			CHECK_HAS_NOT(item->valuestring, "\xe2\x80\xae");
			if (!strcmp(item->string ? item->string : "", "text")) {
				CHECK(*item->valuestring && strlen(item->valuestring) <= 2100);
				CHECK_HAS_NOT(item->valuestring, "\n");
				CHECK_HAS_NOT(item->valuestring, "[click](");
			}
			if (!strcmp(item->string ? item->string : "", "uri"))
				CHECK(item->valuestring[0] != '/' && !strstr(item->valuestring, "..") &&
				      !strpbrk(item->valuestring, " <>\"\\^`{|}"));
		}
		check_inert(item->child);
	}
}

/* docs/rules/loop-query-indirect.md links to loop-query.md, which code scanning does not have. */
TEST(help_has_no_links_to_files)
{
	struct wr_run *run = wr_run_new();
	struct wr_finding f = finding(WR_MEDIUM, 7);
	const cJSON *r;
	cJSON *root;

	f.rule = "loop-query-indirect";
	wr_run_add_finding(run, &f);
	r = run_of(run, NULL, &root);
	CHECK_HAS(text_at(r, "tool/driver/rules/0/help/markdown"), "The same as loop-query: one round trip");
	CHECK_HAS_NOT(text_at(r, "tool/driver/rules/0/help/markdown"), ".md)");
	cJSON_Delete(root);
	wr_run_free(run);
}

TEST(hostile_text_is_inert)
{
	struct wr_run *run = hostile_run();
	struct wr_buf out = WR_BUF_INIT;
	const cJSON *r;
	cJSON *root;

	render("sarif", run, NULL, &out);
	CHECK(wr_utf8_valid(out.data, out.len));
	CHECK_EQ("one line", strcspn(out.data, "\n") + 1, out.len);
	CHECK_HAS_NOT(out.data, "</script>");
	wr_buf_free(&out);
	r = run_of(run, NULL, &root);
	CHECK(cJSON_GetArraySize(at(r, "results")) >= HOSTILE_TEXTS - 2);
	check_inert(root);
	cJSON_Delete(root);
	check_same_twice("sarif", run, NULL);
	wr_run_free(run);
}

TEST(at_most_5000_results_the_worst_ones)
{
	struct wr_run *run = large_run(6000);
	size_t levels[2] = { 0 };
	const cJSON *r, *item;
	cJSON *root;

	r = run_of(run, NULL, &root);
	CHECK_EQ("results", cJSON_GetArraySize(at(r, "results")), 5000);
	cJSON_ArrayForEach(item, at(r, "results"))
		levels[!strcmp(text_at(item, "level"), "error")]++;
	/* 6 critical and 2,000 high, less the 2 that are both a 1000th and a third */
	CHECK_EQ("errors kept", levels[1], 2004);
	CHECK_HAS(text_at(r, "invocations/0/toolExecutionNotifications/0/message/text"), "1000 findings are left out");
	cJSON_Delete(root);
	wr_run_free(run);
}

TEST(at_most_10_million_bytes)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;
	char *message = malloc(3001);

	memset(message, 'm', 3000);
	message[3000] = '\0';
	for (unsigned i = 0; i < 5500; i++) {
		struct wr_finding f = finding(WR_HIGH, i + 1);

		f.message = message;
		wr_run_add_finding(run, &f);
	}
	free(message);
	render("sarif", run, NULL, &out);
	CHECK(out.len <= 10000000 && out.len > 9000000);
	CHECK_HAS(out.data, "findings are left out of this file");
	wr_buf_free(&out);
	wr_run_free(run);
}
