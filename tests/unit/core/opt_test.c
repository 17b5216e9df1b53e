/* opt_test.c - command lines by tables. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/opt.h"

static const char *const formats[] = { "text", "json", "sarif", NULL };

static bool quiet, color;
static const char *output;
static long long jobs;
static double wait_time, share;
static int format;
static struct wr_opt_list rules;

static const struct wr_opt own[] = {
	{ 'j', "jobs", WR_OPT_INT, &jobs, "N", "processes", NULL, 1, 64 },
	{ 0, "wait", WR_OPT_DURATION, &wait_time, "TIME", "how long", NULL, 0, 0 },
	{ 0, "share", WR_OPT_RATIO, &share, "RATIO", "how much", NULL, 0.01, 0.5 },
	{ 'r', "rule", WR_OPT_LIST, &rules, "ID,...", "which", NULL, 0, 0 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static const struct wr_opt common[] = {
	{ 'q', "quiet", WR_OPT_FLAG, &quiet, NULL, "say less", NULL, 0, 0 },
	{ 'c', "color", WR_OPT_FLAG, &color, NULL, "colours", NULL, 0, 0 },
	{ 'o', "output", WR_OPT_STRING, &output, "FILE", "where to", NULL, 0, 0 },
	{ 'f', "format", WR_OPT_CHOICE, &format, "F", "what as", formats, 0, 0 },
	{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
};

static const struct wr_opt *const tables[] = { own, common, NULL };
static struct wr_err err;
static char *argv[100];
static int argc, after;

static int parse(const char *words)
{
	static char text[400];

	quiet = color = false;
	output = NULL;
	jobs = format = -1;
	wait_time = share = -1;
	wr_opt_list_free(&rules);
	memset(&err, 0, sizeof err);
	snprintf(text, sizeof text, "%s", words);
	argc = 1;
	argv[0] = (char *)"weir";
	for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
		argv[argc++] = word;
	argv[argc] = NULL;
	return wr_opt_parse(tables, argc, argv, &after, &err);
}

TEST(every_kind_in_every_spelling)
{
	CHECK_EQ("long", parse("--jobs 4 --wait 250ms --share 3% --quiet --output x.txt --format json"), 0);
	CHECK_EQ("jobs", jobs, 4);
	CHECK_NEAR("wait", wait_time, 0.25, 0);
	CHECK_NEAR("share", share, 0.03, 1e-15);
	CHECK(quiet && !color);
	CHECK_STR(output, "x.txt");
	CHECK_EQ("format", format, 1);
	CHECK_EQ("equals", parse("--jobs=5 --output=a=b --format=sarif --output="), 0);
	CHECK_EQ("jobs", jobs, 5);
	CHECK_STR(output, "");
	CHECK_EQ("format", format, 2);
	CHECK_EQ("letters", parse("-j 6 -oy -q"), 0);
	CHECK_EQ("jobs", jobs, 6);
	CHECK_STR(output, "y");
	CHECK_EQ("letters in one word", parse("-qcj7"), 0);
	CHECK(quiet && color);
	CHECK_EQ("jobs", jobs, 7);
}

TEST(flags_can_be_switched_off)
{
	CHECK_EQ("off", parse("--color --no-color --quiet"), 0);
	CHECK(!color && quiet);
}

TEST(operands_move_to_the_front)
{
	CHECK_EQ("operands", parse("a --jobs 3 b -q c - --output o"), 4);
	CHECK_STR(argv[1], "a");
	CHECK_STR(argv[2], "b");
	CHECK_STR(argv[3], "c");
	CHECK_STR(argv[4], "-");
	CHECK_STR(output, "o");
	CHECK_EQ("after", after, argc);
}

TEST(two_dashes_end_the_options)
{
	CHECK_EQ("operands", parse("a --jobs 3 -- make --jobs 99 b"), 1);
	CHECK_EQ("jobs", jobs, 3);
	CHECK_EQ("after", after, 5);
	CHECK_STR(argv[after], "make");
	CHECK_STR(argv[after + 1], "--jobs");
	CHECK_EQ("nothing behind", parse("a --"), 1);
	CHECK_EQ("after", after, argc);
	CHECK_EQ("only them", parse("--"), 0);
}

TEST(lists_are_repeated_and_split)
{
	CHECK_EQ("parse", parse("--rule a,bc --jobs 1 -r d --rule=e,f,g"), 0);
	CHECK_EQ("items", rules.n, 6);
	CHECK_STR(rules.items[0], "a");
	CHECK_STR(rules.items[1], "bc");
	CHECK_STR(rules.items[2], "d");
	CHECK_STR(rules.items[5], "g");
	wr_opt_list_free(&rules);
	CHECK_EQ("freed", rules.n, 0);
}

TEST(a_list_has_room_for_64)
{
	char line[400] = "--rule 0";

	for (int i = 1; i < 64; i++)
		strcat(line, ",x");
	CHECK_EQ("64", parse(line), 0);
	CHECK_EQ("items", rules.n, 64);
	strcat(line, ",x");
	CHECK_EQ("65", parse(line), -1);
	CHECK_STR(err.message, "--rule: more than 64 items");
	wr_opt_list_free(&rules);
}

TEST(negative_numbers_are_arguments_not_options)
{
	CHECK_EQ("out of range, but read", parse("--jobs -5"), -1);
	CHECK_STR(err.message, "--jobs: -5 is out of range (1 to 64)");
}

TEST(what_is_wrong_is_said)
{
	static const char *const cases[][2] = {
		{ "--job 4", "--job: unknown option; did you mean --jobs?" },
		{ "--outptu x", "--outptu: unknown option; did you mean --output?" },
		{ "--zzz", "--zzz: unknown option; --help lists all" },
		{ "-z", "-z: unknown option; --help lists all" },
		{ "-qz", "-z: unknown option" },
		{ "-quiet", "-u: unknown option" },
		{ "--jobs", "--jobs needs an argument: --jobs N" },
		{ "-j", "-j needs an argument: -j N" },
		{ "--output --jobs 4", "--output needs an argument: --output FILE" },
		{ "--output --", "--output needs an argument: --output FILE" },
		{ "--jobs=", "--jobs: '' is not a whole number" },
		{ "--jobs 4x", "--jobs: '4x' is not a whole number" },
		{ "--jobs 0", "--jobs: 0 is out of range (1 to 64)" },
		{ "--jobs 65", "--jobs: 65 is out of range (1 to 64)" },
		{ "--jobs 99999999999999999999", "--jobs: 99999999999999999999 is out of range" },
		{ "--wait soon", "--wait: 'soon' is not a duration such as 500ms or 2m" },
		{ "--share 60%", "--share: 60% is out of range (0.01 to 0.5)" },
		{ "--share x", "--share: 'x' is not a ratio such as 3% or 0.03" },
		{ "--format jsn", "--format: 'jsn' is none of text, json, sarif; did you mean json?" },
		{ "-fpdf", "-f: 'pdf' is none of text, json, sarif" },
		{ "--quiet=yes", "--quiet takes no argument" },
		{ "--no-jobs", "--no-jobs: unknown option" },
		{ "--no-quiet=1", "--no-quiet takes no argument" },
		{ "--rule a,,b", "--rule: empty item in the list" },
		{ "--rule=", "--rule: empty item in the list" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_EQ(cases[i][0], parse(cases[i][0]), -1);
		CHECK_EQ(cases[i][0], err.code, WR_EUSAGE);
		CHECK_HAS(err.message, cases[i][1]);
	}
	wr_opt_list_free(&rules);
}

TEST(a_very_long_option_is_cut_in_the_message)
{
	char word[300];

	memset(word, '-', 2);
	memset(word + 2, 'x', sizeof word - 3);
	word[sizeof word - 1] = '\0';
	CHECK_EQ("parse", parse(word), -1);
	CHECK(strlen(err.message) < 150);
}

TEST(help_is_aligned)
{
	static const struct wr_opt wide[] = {
		{ 0, "a-very-long-name-of-an-option", WR_OPT_STRING, &output, "FILE", "far out", NULL, 0, 0 },
		{ 0, NULL, WR_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }
	};
	static const struct wr_opt *const all[] = { own, common, wide, NULL };
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);

	wr_opt_help(all, out);
	fclose(out);
	CHECK_STR(text, "  -j, --jobs N       processes\n"
			"      --wait TIME    how long\n"
			"      --share RATIO  how much\n"
			"  -r, --rule ID,...  which\n"
			"  -q, --quiet        say less\n"
			"  -c, --color        colours\n"
			"  -o, --output FILE  where to\n"
			"  -f, --format F     what as (text, json, sarif)\n"
			"      --a-very-long-name-of-an-option FILE\n"
			"                     far out\n");
	free(text);
}
