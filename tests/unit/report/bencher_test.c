#include "tests/unit/report/hostile.h"

#include "core/json.h"

static cJSON *read_back(const char *format, const struct wr_run *run)
{
	struct wr_buf out = WR_BUF_INIT;
	struct wr_err err;
	cJSON *root;

	render(format, run, NULL, &out);
	root = wr_json_parse(out.data, out.len, format, &err);
	if (!root)
		fail_msg("%s", err.message);
	wr_buf_free(&out);
	return root;
}

TEST(a_measure_is_split_into_benchmark_and_measure)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	wr_run_add_fact(run, "cache", "cache.sessions.lru.1000.miss_ratio", "ratio", WR_LOWER_IS_BETTER, 0.25);
	wr_run_add_measure(run, &(struct wr_measure){
		.name = "bench.parse.wall_time", .stage = "bench", .unit = "s", .now = { 0.5, NAN, NAN, 9 } });
	wr_run_add_measure(run, &(struct wr_measure){
		.name = "bench.parse.cpu_time", .stage = "bench", .unit = "s", .now = { 0.25, 0.125, 0.5, 9 } });
	wr_run_add_fact(run, "bench", "alone", "1", WR_LOWER_IS_BETTER, 3);
	render("bencher", run, NULL, &out);
	CHECK_STR(out.data,
		  "{\n  \"bench\": {\n    \"alone\": {\n      \"value\": 3\n    }\n  },\n"
		  "  \"bench.parse\": {\n    \"cpu_time\": {\n      \"value\": 0.25,\n      \"lower_value\": 0.125,\n"
		  "      \"upper_value\": 0.5\n    },\n    \"wall_time\": {\n      \"value\": 0.5\n    }\n  },\n"
		  "  \"cache.sessions.lru.1000\": {\n    \"miss_ratio\": {\n      \"value\": 0.25\n    }\n  }\n}\n");
	wr_buf_free(&out);
	wr_run_free(run);
}

/* A name that comes twice (shards that measured the same) would be a key that comes twice. */
TEST(a_name_is_there_once_and_unknown_values_are_not)
{
	struct wr_run *run = wr_run_new();
	cJSON *root;

	wr_run_add_fact(run, "bench", "bench.a.cpu_time", "s", WR_LOWER_IS_BETTER, 1);
	wr_run_add_fact(run, "bench", "bench.a.cpu_time", "s", WR_LOWER_IS_BETTER, 2);
	wr_run_add_fact(run, "bench", "bench.b.cpu_time", "s", WR_LOWER_IS_BETTER, NAN);
	root = read_back("bencher", run);
	CHECK_EQ("benchmarks", cJSON_GetArraySize(root), 1);
	CHECK_EQ("measures", cJSON_GetArraySize(root->child), 1);
	CHECK_EQ("the first", cJSON_GetObjectItem(root->child->child, "value")->valuedouble, 1);
	cJSON_Delete(root);
	wr_run_free(run);
}

static void check_key(const cJSON *item, size_t most)
{
	CHECK(*item->string && strlen(item->string) <= most);
	for (const char *c = item->string; *c; c++)
		CHECK((unsigned char)*c >= 0x20);
}

/* bencher.dev/bmf.json (draft 07), and the lengths that its page names. */
TEST(hostile_text_is_inert)
{
	struct wr_run *run = hostile_run();
	cJSON *root = read_back("bencher", run);

	CHECK(cJSON_GetArraySize(root) >= 10);
	for (const cJSON *benchmark = root->child; benchmark; benchmark = benchmark->next) {
		check_key(benchmark, 1024);
		CHECK(cJSON_IsObject(benchmark) && benchmark->child);
		for (const cJSON *measure = benchmark->child; measure; measure = measure->next) {
			check_key(measure, 64);
			CHECK(cJSON_IsNumber(cJSON_GetObjectItem(measure, "value")));
			for (const cJSON *value = measure->child; value; value = value->next)
				CHECK(cJSON_IsNumber(value));
		}
	}
	cJSON_Delete(root);
	check_same_twice("bencher", run, NULL);
	wr_run_free(run);
}

TEST(github_action_benchmark_gets_one_direction_per_file)
{
	struct wr_run *run = wr_run_new();
	struct wr_buf out = WR_BUF_INIT;

	wr_run_add_measure(run, &(struct wr_measure){
		.name = "bench.parse.cpu_time", .stage = "bench", .unit = "s", .now = { 0.012, 0.011, 0.013, 9 },
		.has_base = true, .base = { 0.01, NAN, NAN, 9 }, .has_change = true,
		.change = { 1.2, 1.1, 1.3, 0, WR_CHANGE_FAIL } });
	wr_run_add_fact(run, "cache", "cache.sessions.hit_ratio", "ratio", WR_HIGHER_IS_BETTER, 0.75);
	render("benchmark-smaller", run, NULL, &out);
	CHECK_STR(out.data,
		  "[\n  {\n    \"name\": \"bench.parse.cpu_time\",\n    \"unit\": \"s\",\n    \"value\": 0.012,\n"
		  "    \"range\": \"11.0 ms to 13.0 ms\",\n"
		  "    \"extra\": \"9 samples; against the base worse: 20.0 % longer (10.0 to 30.0 %)\"\n  }\n]\n");
	wr_buf_clear(&out);
	render("benchmark-bigger", run, NULL, &out);
	CHECK_STR(out.data, "[\n  {\n    \"name\": \"cache.sessions.hit_ratio\",\n    \"unit\": \"ratio\",\n"
			    "    \"value\": 0.75,\n    \"extra\": \"0 samples\"\n  }\n]\n");
	wr_buf_free(&out);
	wr_run_free(run);
}

TEST(hostile_entries_are_inert)
{
	static const char *const strings[] = { "name", "unit", "extra" };
	struct wr_run *run = hostile_run();
	cJSON *root = read_back("benchmark-smaller", run);

	CHECK(cJSON_GetArraySize(root) >= 10);
	for (const cJSON *entry = root->child; entry; entry = entry->next) {
		CHECK(cJSON_IsNumber(cJSON_GetObjectItem(entry, "value")));
		for (size_t i = 0; i < 3; i++) {
			const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(entry, strings[i]));

			CHECK(text != NULL);
			for (; *text; text++)
				CHECK((unsigned char)*text >= 0x20);
		}
	}
	cJSON_Delete(root);
	root = read_back("benchmark-bigger", run);
	CHECK_EQ("none of them has a value", cJSON_GetArraySize(root), 0);
	cJSON_Delete(root);
	check_same_twice("benchmark-smaller", run, NULL);
	wr_run_free(run);
}
