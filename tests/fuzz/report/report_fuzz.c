/* report_fuzz.c - any run.json through every format: what comes out is well-formed, inert, and the same each time. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/json.h"
#include "core/run_json.h"
#include "core/text.h"
#include "report/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
	if (!holds)
		abort();
}

static bool is_one_of(const char *name, const char *const *names)
{
	for (; *names; names++)
		if (!strcmp(*names, name))
			return true;
	return false;
}

static void check_json(const struct wr_buf *out)
{
	cJSON *root = wr_json_parse(out->data, out->len, "report", NULL);

	demand(root != NULL);
	cJSON_Delete(root);
}

/* Nothing that a terminal acts on; every line of annotations is one of ours. */
static void check_lines(const struct wr_buf *out, bool commands)
{
	for (const char *line = out->data; *line;) {
		bool command = wr_starts_with(line, "::error ") || wr_starts_with(line, "::warning ") ||
			       wr_starts_with(line, "::notice ");

		demand(command == commands || (!commands && *line != ':'));
		while (*line && *line != '\n')
			demand((unsigned char)*line++ >= 0x20);
		line += *line == '\n';
	}
}

static size_t count_of(const char *text, const char *part)
{
	size_t n = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		n++;
	return n;
}

static void check(const char *name, const struct wr_buf *out)
{
	static const char *const json[] = { "json", "sarif", "gitlab", "bencher", "benchmark-smaller",
					    "benchmark-bigger", NULL };

	if (!strcmp(name, "sarif.gz"))
		return;
	demand(wr_utf8_valid(out->data, out->len) && strlen(out->data) == out->len);
	if (is_one_of(name, json))
		check_json(out);
	if (!strcmp(name, "text") || !strcmp(name, "github") || !strcmp(name, "openmetrics"))
		check_lines(out, !strcmp(name, "github"));
	if (!strcmp(name, "html"))
		demand(count_of(out->data, "<script") == 1 && count_of(out->data, "<!DOCTYPE") == 1);
	if (!strcmp(name, "junit"))
		demand(count_of(out->data, "<testcase ") == count_of(out->data, "</testcase>"));
	if (!strcmp(name, "openmetrics"))
		demand(wr_ends_with(out->data, "# EOF\n"));
}

static void check_format(const struct rp_format *format, const struct wr_run *run)
{
	struct rp_options options = { .verbose = true, .title = "t" };
	struct wr_buf one = WR_BUF_INIT, two = WR_BUF_INIT;

	format->write(run, &options, &one);
	format->write(run, &options, &two);
	demand(one.data && one.len == two.len && !memcmp(one.data, two.data, one.len));
	check(format->name, &one);
	wr_buf_free(&one);
	wr_buf_free(&two);
}

static void check_index(const struct wr_run *run)
{
	const char *name = run->notice_count ? run->notices[0].message : "night";
	const struct rp_past_run past[] = { { name, name, run }, { "unreadable", NULL, NULL }, { "last", NULL, run } };
	struct rp_options options = { .title = name };
	struct wr_buf out = WR_BUF_INIT;

	rp_index(past, 3, &options, &out);
	check("html", &out);
	wr_buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wr_run *run = wr_run_parse_json((const char *)data, size, "fuzz.json", NULL);

	if (!run)
		return 0;
	for (const struct rp_format *const *f = rp_formats(); *f; f++)
		check_format(*f, run);
	check_index(run);
	wr_run_free(run);
	return 0;
}
