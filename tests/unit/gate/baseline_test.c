/* baseline_test.c - what is kept, and what is said of files that cannot be used. */
#include "tests/unit/unit.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>
#include "core/file.h"
#include "core/machine.h"
#include "core/json.h"
#include "gate/gate.h"

static struct wr_err err;

static const char *path_of(const char *name)
{
	static char paths[4][200];
	static int next;

	next = (next + 1) % 4;
	snprintf(paths[next], sizeof paths[next], "%s/%s", unit_temp_dir(), name);
	return paths[next];
}

static struct wr_run *sample(void)
{
	struct wr_run *run = wr_run_new();
	const struct wr_step step = { .at = { .path = "b.c", .line = 9 }, .message = "main() calls f()" };
	struct wr_finding f = {
		.rule = "loop-query", .severity = WR_HIGH, .confidence = WR_CONFIDENCE_MEDIUM, .language = "c",
		.message = "a query in a loop", .at = { "b.c", 3, 4, 5, 6 }, .function = "f", .chain = &step,
		.chain_length = 1, .fingerprint = "00000000000000bb", .state = WR_KNOWN,
	};

	wr_run_add_finding(run, &f);
	wr_run_add_finding(run, &f);    /* the same place twice is kept once */
	f.at.path = "a.c";
	f.fingerprint = "00000000000000aa";
	f.state = WR_NEW;
	wr_run_add_finding(run, &f);
	f.fingerprint = "00000000000000cc";
	f.state = WR_FIXED;
	wr_run_add_finding(run, &f);
	f.rule = "gate-limit";
	f.fingerprint = "00000000000000dd";
	f.state = WR_NEW;
	wr_run_add_finding(run, &f);
	wr_run_add_measure(run, &(struct wr_measure){
		.name = "bench.z.cpu_time", .stage = "bench", .unit = "s", .better = WR_LOWER_IS_BETTER,
		.now = { 0.25, 0.24, 0.26, 20 }, .has_base = true, .base = { 0.2, NAN, NAN, 20 },
		.has_change = true, .change = { 1.25, 1.2, 1.3, 0.001, WR_CHANGE_FAIL },
	});
	wr_run_add_fact(run, "cache", "cache.s.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, 0.875);
	wr_run_add_fact(run, "cache", "cache.s.unknown", "1", WR_HIGHER_IS_BETTER, NAN);
	wr_run_note(run, WR_NOTE, "not kept");
	return run;
}

static void check_sample(const struct wr_run *run)
{
	CHECK_EQ("findings", run->finding_count, 2);
	CHECK_STR(run->findings[0].fingerprint, "00000000000000aa");
	CHECK_STR(run->findings[1].fingerprint, "00000000000000bb");
	CHECK_STR(run->findings[1].at.path, "b.c");
	CHECK_EQ("line", run->findings[1].at.line, 0);
	CHECK_STR(run->findings[1].function, "f");
	CHECK_STR(run->findings[1].message, "a query in a loop");
	CHECK_EQ("chain", run->findings[1].chain_length, 0);
	CHECK_EQ("state", run->findings[1].state, WR_NEW);
	CHECK_EQ("measures", run->measure_count, 2);
	CHECK_STR(run->measures[0].name, "bench.z.cpu_time");
	CHECK_NEAR("value", run->measures[0].now.value, 0.25, 0);
	CHECK_NEAR("low", run->measures[0].now.low, 0.24, 0);
	CHECK_NEAR("high", run->measures[0].now.high, 0.26, 0);
	CHECK_EQ("n", run->measures[0].now.n, 20);
	CHECK(!run->measures[0].has_base && !run->measures[0].has_change);
	CHECK_EQ("better", run->measures[1].better, WR_HIGHER_IS_BETTER);
	CHECK_EQ("notices", run->notice_count, 0);
}

static void save(const char *path)
{
	struct wr_run *run = sample();

	CHECK_EQ("save", gt_baseline_save(run, path, &err), 0);
	wr_run_free(run);
}

TEST(what_is_saved_is_read_back)
{
	static const char *const names[] = { "base.json", "base.json.gz", "new/folder/base.json" };

	for (size_t i = 0; i < 3; i++) {
		struct wr_run *run;

		save(path_of(names[i]));
		run = gt_baseline_read(path_of(names[i]), &err);
		CHECK(run != NULL);
		check_sample(run);
		CHECK_STR(run->machine, wr_machine((char[17]){ 0 }));
		CHECK_EQ("made here", run->notice_count, 0);
		wr_run_free(run);
	}
}

static void read_bytes(const char *path, struct wr_buf *out)
{
	FILE *f = fopen(path, "rb");
	int c;

	CHECK(f != NULL);
	while ((c = getc(f)) != EOF)
		wr_buf_char(out, (char)c);
	fclose(f);
}

TEST(gz_is_compressed_and_plain_is_not)
{
	struct wr_buf plain = WR_BUF_INIT, packed = WR_BUF_INIT;

	save(path_of("p.json"));
	save(path_of("p.json.gz"));
	read_bytes(path_of("p.json"), &plain);
	read_bytes(path_of("p.json.gz"), &packed);
	CHECK(plain.data[0] == '{');
	CHECK_HAS(plain.data, "\n \"machine\": \"");
	CHECK((unsigned char)packed.data[0] == 0x1f && (unsigned char)packed.data[1] == 0x8b);
	wr_buf_free(&plain);
	wr_buf_free(&packed);
}

TEST(the_same_results_in_another_order_give_the_same_bytes)
{
	struct wr_run *run = sample();
	struct wr_buf one = WR_BUF_INIT, other = WR_BUF_INIT;
	struct wr_finding f = run->findings[0];
	struct wr_measure m = run->measures[0];

	save(path_of("one.json"));
	run->findings[0] = run->findings[2];
	run->findings[2] = f;
	run->findings[2].at.line = 300;
	run->measures[0] = run->measures[1];
	run->measures[1] = m;
	CHECK_EQ("save", gt_baseline_save(run, path_of("other.json"), &err), 0);
	read_bytes(path_of("one.json"), &one);
	read_bytes(path_of("other.json"), &other);
	CHECK_STR(one.data, other.data);
	wr_buf_free(&one);
	wr_buf_free(&other);
	wr_run_free(run);
}

static void check_refused(const char *name, const char *text, size_t n, const char *message)
{
	memset(&err, 0, sizeof err);
	CHECK(gt_baseline_read(unit_temp_file(name, text, n), &err) == NULL);
	CHECK_HAS(err.message, name);
	CHECK_HAS(err.message, message);
	CHECK_EQ(name, err.code, WR_EINPUT);
}

TEST(files_that_are_no_baseline_are_refused)
{
	static const struct { const char *name, *text, *message; } cases[] = {
		{ "empty", "", "empty" },
		{ "word", "\"text\"", "not a baseline of weir (it has no schema)" },
		{ "list", "[]", "not a baseline of weir" },
		{ "object", "{}", "it has no schema" },
		{ "run", "{\"schema\":\"weir.run/1\",\"machine\":\"\"}", "'weir.run/1' is not a schema that can be read here" },
		{ "later", "{\"schema\":\"weir.baseline/2\"}", "weir.baseline/1 is" },
		{ "nameless", "{\"schema\":\"weir.baseline/1\",\"findings\":[],\"measures\":[]}", "machine: is missing" },
		{ "half", "{\"schema\":\"weir.baseline/1\",\"machine\":\"0\",\"findings\":[]}", "measures: is missing" },
		{ "kind", "{\"schema\":\"weir.baseline/1\",\"machine\":\"0\",\"findings\":{},\"measures\":[]}",
		  "findings: must be an array" },
		{ "item", "{\"schema\":\"weir.baseline/1\",\"machine\":\"0\",\"findings\":[3],\"measures\":[]}",
		  "findings[0]: must be an object" },
		{ "value", "{\"schema\":\"weir.baseline/1\",\"machine\":\"0\",\"findings\":[],\"measures\":[{\"name\":\"a\","
			   "\"stage\":\"b\",\"unit\":\"s\",\"better\":\"lower\",\"value\":\"1\",\"n\":0}]}",
		  "measures[0].value: must be a finite number" },
		{ "text", "{\"schema\":\"weir.baseline/1\",,}", "not valid JSON" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_refused(cases[i].name, cases[i].text, strlen(cases[i].text), cases[i].message);
}

TEST(a_truncated_file_is_refused_at_every_length)
{
	struct wr_buf plain = WR_BUF_INIT, packed = WR_BUF_INIT;
	char path[200];
	int wrong = 0;

	save(path_of("t.json"));
	save(path_of("t.json.gz"));
	read_bytes(path_of("t.json"), &plain);
	read_bytes(path_of("t.json.gz"), &packed);
	snprintf(path, sizeof path, "%s/cut", unit_temp_dir());
	for (int gz = 0; gz < 2; gz++) {
		const struct wr_buf *whole = gz ? &packed : &plain;

		/* Only the newline at the end of the plain one may go. */
		for (size_t n = 0; n < whole->len - (gz ? 0 : 1); n += 7) {
			struct wr_run *run;
			FILE *f = fopen(path, "wb");

			fwrite(whole->data, 1, n, f);
			fclose(f);
			run = gt_baseline_read(path, &err);
			wrong += run != NULL;
			wr_run_free(run);
		}
	}
	CHECK_EQ("accepted", wrong, 0);
	wr_buf_free(&plain);
	wr_buf_free(&packed);
}

TEST(a_missing_file_is_named)
{
	CHECK(gt_baseline_read("/no/such/base.json", &err) == NULL);
	CHECK_EQ("code", err.code, WR_EIO);
	CHECK_HAS(err.message, "/no/such/base.json");
}

TEST(a_place_that_cannot_be_written_is_an_error)
{
	const char *file = unit_temp_file("a-file", "x", 1);
	struct wr_run *run = sample();
	char path[200];

	snprintf(path, sizeof path, "%s/base.json", file);
	CHECK_EQ("below a file", gt_baseline_save(run, path, &err), -1);
	CHECK_EQ("code", err.code, WR_EIO);
	CHECK_HAS(err.message, "a-file");
	CHECK_EQ("a folder", gt_baseline_save(run, unit_temp_dir(), &err), -1);
	wr_run_free(run);
}

/* The disk is full after 100 bytes: what was there must still be there, whole. */
TEST(a_save_that_fails_midway_keeps_the_old_file)
{
	const char *path = path_of("kept.json");
	struct wr_run *run;
	int status = 0;
	pid_t child;

	save(path);
	child = fork();
	if (child == 0) {
		struct rlimit limit = { 100, 100 };

		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		run = sample();
		status = gt_baseline_save(run, path, &err) == -1 && err.code == WR_EIO ? 0 : 1;
		wr_run_free(run);
		_exit(status);
	}
	waitpid(child, &status, 0);
	CHECK_EQ("the save failed", status, 0);
	run = gt_baseline_read(path, &err);
	CHECK(run != NULL);
	check_sample(run);
	wr_run_free(run);
}

static int count_files(const char *path, void *user, struct wr_err *unused)
{
	(void)unused;
	*(int *)user += strstr(path, "kept.json") != NULL;
	return 0;
}

TEST(a_failed_save_leaves_no_litter)
{
	int files = 0;

	CHECK_EQ("walk", wr_walk(unit_temp_dir(), count_files, &files, &err), 0);
	CHECK_EQ("files", files, 1);
}

TEST(times_from_another_machine_are_not_judged)
{
	static const char text[] =
		"{\"schema\":\"weir.baseline/1\",\"machine\":\"somewhere else\",\"findings\":[],\"measures\":["
		"{\"name\":\"bench.a.cpu_time\",\"stage\":\"bench\",\"unit\":\"s\",\"better\":\"lower\",\"value\":1,"
		"\"low\":0.9,\"high\":1.1,\"n\":20},"
		"{\"name\":\"bench.a.rss_peak\",\"stage\":\"bench\",\"unit\":\"B\",\"better\":\"lower\",\"value\":1,\"n\":20}]}";
	struct wr_run *base = gt_baseline_read(unit_temp_file("elsewhere.json", text, sizeof text - 1), &err);
	struct wr_run *run = wr_run_new();
	struct wr_measure *m;

	CHECK(base != NULL);
	CHECK_HAS(base->notices[0].message, "another machine");
	m = wr_run_add_fact(run, "bench", "bench.a.cpu_time", "s", WR_LOWER_IS_BETTER, 5);
	m->now.low = 4;
	m->now.high = 6;
	wr_run_add_fact(run, "bench", "bench.a.rss_peak", "B", WR_LOWER_IS_BETTER, 5);
	gt_join_base(run, base, 0);
	CHECK_EQ("time", run->measures[0].change.verdict, WR_CHANGE_PASS);
	CHECK_NEAR("but shown", run->measures[0].change.ratio, 5, 0);
	CHECK_EQ("memory", run->measures[1].change.verdict, WR_CHANGE_FAIL);
	CHECK_HAS(run->notices[0].message, "made on another machine");
	wr_run_free(run);
	wr_run_free(base);
}

/* What counts is where the run was measured, not where it is saved. */
TEST(a_baseline_is_of_the_machine_that_measured)
{
	struct wr_run *run = wr_run_new(), *base;

	wr_run_set_machine(run, "00112233445566ff");
	CHECK_EQ("save", gt_baseline_save(run, path_of("from_elsewhere.json"), &err), 0);
	base = gt_baseline_read(path_of("from_elsewhere.json"), &err);
	CHECK_STR(base->machine, "00112233445566ff");
	/* Both are from there, wherever they are compared. */
	wr_run_add_fact(base, "bench", "bench.a.instructions", "1", WR_LOWER_IS_BETTER, 1);
	wr_run_add_fact(run, "bench", "bench.a.instructions", "1", WR_LOWER_IS_BETTER, 2);
	gt_join_base(run, base, 0);
	CHECK_EQ("judged", run->measures[0].change.verdict, WR_CHANGE_FAIL);
	wr_run_free(run);
	wr_run_free(base);
}
