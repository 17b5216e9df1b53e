#include "tests/unit/report/hostile.h"

#include "core/json.h"
#include "core/text.h"
#include "report/outcome_p.h"

static cJSON *issues_of(const struct wr_run *run)
{
	struct wr_buf out = WR_BUF_INIT;
	struct wr_err err;
	cJSON *root;

	render("gitlab", run, NULL, &out);
	root = wr_json_parse(out.data, out.len, "gitlab", &err);
	if (!root)
		fail_msg("%s", err.message);
	CHECK(cJSON_IsArray(root));
	wr_buf_free(&out);
	return root;
}

static const char *text(const cJSON *issue, const char *key)
{
	const char *value = cJSON_GetStringValue(cJSON_GetObjectItem(issue, key));

	if (!value)
		fail_msg("no %s", key);
	return value;
}

/* What GitLab's documentation demands of an issue. */
static void check_issue(const cJSON *issue)
{
	static const char *const severities[] = { "info", "minor", "major", "critical", "blocker" };
	const cJSON *location = cJSON_GetObjectItem(issue, "location"), *lines = cJSON_GetObjectItem(location, "lines");
	const char *path = text(location, "path");
	bool known = false;

	for (size_t i = 0; i < 5; i++)
		known |= !strcmp(severities[i], text(issue, "severity"));
	CHECK(known);
	CHECK(*text(issue, "description") && strlen(text(issue, "description")) <= 1000);
	CHECK(strlen(text(issue, "check_name")) <= 255);
	CHECK(*path && *path != '/' && !wr_starts_with(path, "./") && !strstr(path, ".."));
	CHECK(cJSON_GetNumberValue(cJSON_GetObjectItem(lines, "begin")) >= 1);
	CHECK_EQ("digits", strspn(text(issue, "fingerprint"), "0123456789abcdef"), 32);
	CHECK_EQ("length", strlen(text(issue, "fingerprint")), 32);
}

static void check_fingerprints_differ(const cJSON *issues)
{
	for (const cJSON *a = issues->child; a; a = a->next)
		for (const cJSON *b = a->next; b; b = b->next)
			if (!strcmp(text(a, "fingerprint"), text(b, "fingerprint")))
				fail_msg("%s twice", text(a, "fingerprint"));
}

static struct wr_finding finding(unsigned line, const char *fingerprint)
{
	return (struct wr_finding){ .rule = "loop-query", .severity = WR_CRITICAL, .message = "one query per order",
				    .at = { "src/a.c", line, 2, line + 1, 4 }, .fingerprint = fingerprint };
}

TEST(an_issue_has_what_gitlab_reads)
{
	struct wr_run *run = wr_run_new();
	struct wr_finding f = finding(12, "8f14e45fceea167a");
	const cJSON *issue, *location;
	cJSON *root;

	wr_run_add_finding(run, &f);
	f.state = WR_FIXED;
	wr_run_add_finding(run, &f);
	root = issues_of(run);
	CHECK_EQ("fixed ones are gone", cJSON_GetArraySize(root), 1);
	issue = root->child;
	check_issue(issue);
	location = cJSON_GetObjectItem(issue, "location");
	CHECK_STR(text(issue, "description"), "one query per order");
	CHECK_STR(text(issue, "check_name"), "loop-query");
	CHECK_STR(text(issue, "severity"), "blocker");
	CHECK_STR(text(location, "path"), "src/a.c");
	CHECK_EQ("begin", cJSON_GetNumberValue(cJSON_GetObjectItem(cJSON_GetObjectItem(location, "lines"), "begin")), 12);
	CHECK_EQ("end", cJSON_GetNumberValue(cJSON_GetObjectItem(cJSON_GetObjectItem(location, "lines"), "end")), 13);
	cJSON_Delete(root);
	wr_run_free(run);
}

TEST(what_could_not_be_measured_is_an_issue)
{
	struct wr_run *run = wr_run_new();
	cJSON *root;

	wr_run_note_at(run, WR_ERROR, &(struct wr_location){ "weir.yaml", 7, 5, 0, 0 }, "parse: exits with 1");
	root = issues_of(run);
	check_issue(root->child);
	CHECK_STR(text(root->child, "check_name"), "not-measured");
	CHECK_STR(text(cJSON_GetObjectItem(root->child, "location"), "path"), "weir.yaml");
	cJSON_Delete(root);
	wr_run_free(run);
}

TEST(a_fingerprint_stays_when_lines_move_and_is_there_once)
{
	struct wr_run *before = wr_run_new(), *after = wr_run_new();
	struct wr_finding f = finding(12, "8f14e45fceea167a"), same = finding(40, "8f14e45fceea167a"),
			  moved = finding(15, "8f14e45fceea167a"), none = finding(3, "");
	cJSON *one, *two;

	wr_run_add_finding(before, &f);
	wr_run_add_finding(after, &moved);
	wr_run_add_finding(after, &same);
	wr_run_add_finding(after, &none);
	wr_run_add_finding(after, &none);
	one = issues_of(before);
	two = issues_of(after);
	CHECK_STR(text(one->child, "fingerprint"), text(two->child, "fingerprint"));
	check_fingerprints_differ(two);
	cJSON_Delete(one);
	cJSON_Delete(two);
	wr_run_free(before);
	wr_run_free(after);
}

TEST(a_run_without_findings_is_an_empty_array)
{
	struct wr_run *run = wr_run_new();
	cJSON *root = issues_of(run);

	CHECK_EQ("issues", cJSON_GetArraySize(root), 0);
	cJSON_Delete(root);
	wr_run_free(run);
}

TEST(hostile_text_is_inert)
{
	struct wr_run *run = hostile_run();
	size_t alerts;
	cJSON *root;

	for (size_t i = 0; i < HOSTILE_TEXTS; i++)      /* again: every fingerprint twice */
		add_hostile(run, hostile_texts[i]);
	root = issues_of(run);
	rp_alerts(run, run->arena, &alerts);
	CHECK_EQ("issues", cJSON_GetArraySize(root), alerts);
	CHECK(alerts > 2 * HOSTILE_TEXTS + 1);
	for (const cJSON *issue = root->child; issue; issue = issue->next) {
		check_issue(issue);
		for (const char *c = text(issue, "description"); *c; c++)
			CHECK((unsigned char)*c >= 0x20 && *c != 0x7f);
	}
	check_fingerprints_differ(root);
	cJSON_Delete(root);
	check_same_twice("gitlab", run, NULL);
	wr_run_free(run);
}
