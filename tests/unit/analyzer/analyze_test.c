/* The whole way: files, settings, suppressions, fingerprints, what cannot be analysed. */
#include "tests/unit/unit.h"
#include <stdio.h>
#include "analyzer/analyzer.h"
#include "core/file.h"

static struct wr_run *run;
static struct wr_err err;

static const char source[] =
	"#include <string.h>\n"
	"int spaces(const char *s)\n"
	"{\n"
	"	int n = 0;\n"
	"	for (size_t i = 0; i < strlen(s); i++)\n"
	"		n += s[i] == ' ';\n"
	"	return n;\n"
	"}\n";

/* Writes a file below a folder of its own and gives the folder. */
static const char *folder_with(const char *folder, const char *name, const char *text)
{
	static char root[512];
	char path[1024];

	snprintf(root, sizeof root, "%s/%s", unit_temp_dir(), folder);
	snprintf(path, sizeof path, "%s/%s", root, name);
	if (wr_file_write(path, text, strlen(text), &err))
		fail_msg("%s", err.message);
	return root;
}

static int analyze(const char *root, struct an_options o)
{
	const char *const all[] = { root };

	o.root = root;
	if (!o.path_count) {
		o.paths = all;
		o.path_count = 1;
	}
	o.jobs = 1;
	wr_run_free(run);
	run = wr_run_new();
	return an_analyze(&o, run, &err);
}

static void check_count(const char *what, size_t want)
{
	CHECK_EQ(what, run->finding_count, want);
}

static double fact(const char *name)
{
	const struct wr_measure *m = wr_run_find_measure(run, name);

	CHECK(m != NULL);
	return m->now.value;
}

static void free_run(void)
{
	wr_run_free(run);
	run = NULL;
}

TEST(a_finding_says_what_where_and_why)
{
	CHECK(!analyze(folder_with("plain", "src/count.c", source), (struct an_options){ 0 }));
	check_count("findings", 1);
	const struct wr_finding *f = &run->findings[0];

	CHECK_STR(f->rule, "quad-strlen-cond");
	CHECK_STR(f->at.path, "src/count.c");
	CHECK_EQ("line", f->at.line, 5);
	CHECK_EQ("column", f->at.column, 25);
	CHECK_STR(f->language, "c");
	CHECK_STR(f->function, "spaces");
	CHECK_EQ("severity", f->severity, WR_HIGH);
	CHECK_EQ("state", f->state, WR_NEW);
	CHECK_EQ("fingerprint", strlen(f->fingerprint), 16);
	CHECK(f->chain_length >= 1);
	CHECK_STR(f->chain[0].at.path, "src/count.c");
	CHECK_EQ("files", fact("analyze.files"), 1);
	CHECK_EQ("lines", fact("analyze.lines"), 8);
	CHECK_EQ("functions", fact("analyze.functions"), 1);
	CHECK_EQ("skipped", fact("analyze.skipped_files"), 0);
	free_run();
}

TEST(fingerprints_survive_moved_lines_and_tell_equal_ones_apart)
{
	char first[17], text[2 * sizeof source + 100];

	CHECK(!analyze(folder_with("moved", "a.c", source), (struct an_options){ 0 }));
	snprintf(first, sizeof first, "%s", run->findings[0].fingerprint);

	snprintf(text, sizeof text, "/* new */\n\n\n%s", source);
	CHECK(!analyze(folder_with("moved", "a.c", text), (struct an_options){ 0 }));
	CHECK_EQ("line", run->findings[0].at.line, 8);
	CHECK_STR(run->findings[0].fingerprint, first);

	/* another function: another finding */
	snprintf(text, sizeof text, "#define spaces other\n%s", source);
	CHECK(!analyze(folder_with("moved", "a.c", text), (struct an_options){ 0 }));
	check_count("renamed", 1);
	CHECK(strcmp(run->findings[0].fingerprint, first));

	/* the same loop twice in one function */
	snprintf(text, sizeof text, "%s", "#include <string.h>\nint f(const char *s) { int n = 0;\n"
		 "for (size_t i = 0; i < strlen(s); i++) n++;\nfor (size_t i = 0; i < strlen(s); i++) n++;\nreturn n; }\n");
	CHECK(!analyze(folder_with("moved", "a.c", text), (struct an_options){ 0 }));
	check_count("twice", 2);
	CHECK(strcmp(run->findings[0].fingerprint, run->findings[1].fingerprint));
	free_run();
}

static size_t suppressed_by(const char *comment_above, const char *comment_behind)
{
	char text[1024];

	snprintf(text, sizeof text, "#include <string.h>\nint f(const char *s)\n{\n\tint n = 0;\n%s"
		 "\tfor (size_t i = 0; i < strlen(s); i++)%s\n\t\tn += s[i] == ' ';\n\treturn n;\n}\n",
		 comment_above, comment_behind);
	CHECK(!analyze(folder_with("suppressed", "a.c", text), (struct an_options){ 0 }));
	return run->finding_count;
}

TEST(suppressions_cover_their_line_or_the_one_below)
{
	CHECK_EQ("none", suppressed_by("", ""), 1);
	CHECK_EQ("behind", suppressed_by("", " /* weir: ignore[quad-strlen-cond] short */"), 0);
	CHECK_EQ("above", suppressed_by("\t/* weir: ignore[quad-strlen-cond] short */\n", ""), 0);
	CHECK_EQ("one of two", suppressed_by("\t// weir: ignore[loop-query, quad-strlen-cond]\n", ""), 0);
	CHECK_EQ("two comments", suppressed_by("\t// weir: ignore[quad-strlen-cond] a\n\t// weir: ignore[loop-query] b\n", ""), 0);
	CHECK_EQ("several lines", suppressed_by("\t/*\n\t * weir: ignore[quad-strlen-cond]\n\t */\n", ""), 0);
	CHECK_EQ("another rule", suppressed_by("", " /* weir: ignore[loop-query] */"), 1);
	CHECK_EQ("too far above", suppressed_by("\t/* weir: ignore[quad-strlen-cond] */\n\n", ""), 1);
	CHECK_EQ("behind the line above", suppressed_by("\tn = 1; /* weir: ignore[quad-strlen-cond] */\n", ""), 1);
	CHECK_EQ("no such rule", suppressed_by("", " /* weir: ignore[quad-strlen] */"), 1);
	CHECK(run->notice_count > 0);
	CHECK_HAS(run->notices[0].message, "quad-strlen");
	free_run();
}

TEST(settings_switch_rules_off_and_change_them)
{
	struct an_rule_setting off = { "quad-strlen-cond", true, -1, -1 };
	struct an_rule_setting lower = { "quad-strlen-cond", false, WR_LOW, WR_CONFIDENCE_LOW };
	const char *other = "loop-query", *this = "quad-strlen-cond";
	const char *root = folder_with("settings", "a.c", source);

	CHECK(!analyze(root, (struct an_options){ .rules = &off, .rule_count = 1 }));
	check_count("off", 0);
	CHECK(!analyze(root, (struct an_options){ .rules = &lower, .rule_count = 1 }));
	check_count("lower", 1);
	CHECK_EQ("severity", run->findings[0].severity, WR_LOW);
	CHECK_EQ("confidence", run->findings[0].confidence, WR_CONFIDENCE_LOW);
	CHECK(!analyze(root, (struct an_options){ .only = &other, .only_count = 1 }));
	check_count("only another", 0);
	CHECK(!analyze(root, (struct an_options){ .only = &this, .only_count = 1, .rules = &off, .rule_count = 1 }));
	check_count("asked for by name", 1);
	free_run();
}

TEST(globs_exclude_but_a_named_file_is_taken)
{
	const char *glob = "third_party/**";
	char file[600];
	const char *root = folder_with("globs", "third_party/a.c", source), *path = file;

	snprintf(file, sizeof file, "%s/third_party/a.c", root);
	folder_with("globs", "own.c", "int x;\n");
	CHECK(!analyze(root, (struct an_options){ .exclude = &glob, .exclude_count = 1 }));
	check_count("excluded", 0);
	CHECK_EQ("files", fact("analyze.files"), 1);
	CHECK(!analyze(root, (struct an_options){ .paths = &path, .path_count = 1 }));
	check_count("named", 1);
	CHECK_STR(run->findings[0].at.path, "third_party/a.c");
	free_run();
}

TEST(benchmarks_repeat_on_purpose)
{
	CHECK(!analyze(folder_with("repeats", "bench/a.c", source), (struct an_options){ 0 }));
	check_count("a folder of benchmarks", 0);
	CHECK(!analyze(folder_with("repeats2", "workbench/a.c", source), (struct an_options){ 0 }));
	check_count("another folder", 1);
	free_run();
}

TEST(what_cannot_be_analysed_is_an_error)
{
	const char *missing = "/no/such/folder", *rule = "loop-frob", *text;
	const char *root = folder_with("nothing", "notes.txt", "no source\n");

	CHECK_EQ("no source", analyze(root, (struct an_options){ 0 }), -1);
	CHECK_HAS(err.message, "no C, C++ or Python source");
	CHECK_EQ("missing", analyze(root, (struct an_options){ .paths = &missing, .path_count = 1 }), -1);
	CHECK_HAS(err.message, missing);
	text = unit_temp_file("notes.txt", "x", 1);
	CHECK_EQ("not a source", analyze(root, (struct an_options){ .paths = &text, .path_count = 1 }), -1);
	CHECK_HAS(err.message, "notes.txt");
	CHECK_EQ("rule", analyze(root, (struct an_options){ .only = &rule, .only_count = 1 }), -1);
	CHECK_HAS(err.message, "loop-frob");
	CHECK_EQ("code", err.code, WR_EUSAGE);
	struct an_rule_setting setting = { rule, true, -1, -1 };
	CHECK_EQ("setting", analyze(root, (struct an_options){ .rules = &setting, .rule_count = 1 }), -1);
	CHECK_HAS(err.message, "loop-frob");
	struct an_effect_setting effect = { "f", "frob" };
	root = folder_with("effect", "a.c", source);
	CHECK_EQ("effect", analyze(root, (struct an_options){ .effects = &effect, .effect_count = 1 }), -1);
	CHECK_HAS(err.message, "frob");
	free_run();
}

TEST(syntax_errors_are_notices_and_their_functions_stay_silent)
{
	char text[sizeof source + 200];

	snprintf(text, sizeof text, "%sint broken( { ;\n", source);
	CHECK(!analyze(folder_with("broken", "a.c", text), (struct an_options){ 0 }));
	check_count("the whole function is still judged", 1);
	CHECK(run->notice_count > 0);
	CHECK_HAS(run->notices[0].message, "a.c:9");
	free_run();
}

TEST(users_name_functions_that_query)
{
	static const char text[] = "int my_get(int id);\nint all(const int *ids, int n)\n{\n\tint t = 0;\n"
				   "\tfor (int i = 0; i < n; i++)\n\t\tt += my_get(ids[i]);\n\treturn t;\n}\n";
	struct an_effect_setting effect = { "my_get", "query" };
	const char *root = folder_with("own", "a.c", text);

	CHECK(!analyze(root, (struct an_options){ 0 }));
	check_count("unknown", 0);
	CHECK(!analyze(root, (struct an_options){ .effects = &effect, .effect_count = 1 }));
	check_count("named", 1);
	CHECK_STR(run->findings[0].rule, "loop-query");
	CHECK_EQ("line", run->findings[0].at.line, 6);
	free_run();
}

TEST(rules_describe_themselves)
{
	size_t n = 0;

	for (const struct wr_rule *const *r = an_rules(); *r; r++, n++) {
		CHECK((*r)->id && (*r)->title && (*r)->help && (*r)->languages);
		CHECK(strlen((*r)->title) <= 80);
		CHECK((*r)->title[strlen((*r)->title) - 1] != '.');
		for (const struct wr_rule *const *other = an_rules(); other < r; other++)
			CHECK(strcmp((*other)->id, (*r)->id));
	}
	CHECK(n >= 10);
}
