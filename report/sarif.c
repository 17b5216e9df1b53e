#include "report/sarif_p.h"

#include <string.h>

#include "report/clip_p.h"
#include "report/place_p.h"

void rp_sarif_string(struct rp_sarif *s, const char *key, const char *text, size_t max)
{
	wr_json_set_string(&s->json, key, rp_inert(s->arena, text, max));
}

/* "[text](target)" is a link (3.11.6): one that a name in the sources wrote must not be. */
static const char *unlinked(struct wr_arena *arena, const char *text)
{
	struct wr_buf plain = WR_BUF_INIT;
	const char *copy;

	if (!strstr(text, "]("))
		return text;
	for (; *text; text++) {
		if (*text == '[' || *text == ']')
			wr_buf_char(&plain, '\\');
		wr_buf_char(&plain, *text);
	}
	copy = wr_arena_strdup(arena, plain.data);
	wr_buf_free(&plain);
	return copy;
}

void rp_sarif_message(struct rp_sarif *s, const char *key, const char *text, size_t max)
{
	wr_json_open(&s->json, key, '{');
	rp_sarif_string(s, "text", unlinked(s->arena, text), max);
	wr_json_end(&s->json);
}

const char *rp_sarif_level(enum wr_severity severity)
{
	static const char *const levels[] = {
		[WR_LOW] = "note", [WR_MEDIUM] = "warning", [WR_HIGH] = "error", [WR_CRITICAL] = "error"
	};

	return levels[severity];
}

static void write_driver(struct rp_sarif *s)
{
	struct wr_json *json = &s->json;

	wr_json_open(json, "tool", '{');
	wr_json_open(json, "driver", '{');
	wr_json_set_string(json, "name", "weir");
	wr_json_set_string(json, "semanticVersion", WEIR_VERSION);
	rp_sarif_rules(s);
	wr_json_end(json);
	wr_json_end(json);
}

static void write_notification(struct rp_sarif *s, enum wr_notice_level level, const struct wr_location *at,
			       const char *message)
{
	static const char *const levels[] = {
		[WR_NOTE] = "note", [WR_WARNING] = "warning", [WR_ERROR] = "error"
	};
	const char *path = at ? rp_inside(s->arena, at->path) : NULL;
	struct wr_json *json = &s->json;

	wr_json_begin(json, '{');
	wr_json_set_string(json, "level", levels[level]);
	rp_sarif_message(s, "message", message, RP_SARIF_MESSAGE);
	if (path) {
		wr_json_open(json, "locations", '[');
		wr_json_begin(json, '{');
		rp_sarif_place(s, path, at);
		wr_json_end(json);
		wr_json_end(json);
	}
	wr_json_end(json);
}

static void write_notifications(struct rp_sarif *s)
{
	const struct wr_run *run = s->run;

	if (s->left_out)
		write_notification(s, WR_WARNING, NULL, wr_arena_printf(s->arena,
			"%zu findings are left out of this file, the least severe ones: it holds at most %d "
			"results and %d bytes. The other reports have them all.",
			s->left_out, RP_SARIF_RESULTS, RP_SARIF_BYTES));
	for (size_t i = 0; i < run->stage_count; i++) {
		const struct wr_stage *stage = &run->stages[i];

		if (stage->status == WR_STAGE_FAILED)
			write_notification(s, WR_ERROR, NULL, wr_arena_printf(s->arena, "%s: %s", stage->name,
				stage->message ? stage->message : "failed"));
	}
	for (size_t i = 0; i < run->notice_count && i < RP_SARIF_STEPS; i++)
		write_notification(s, run->notices[i].level, &run->notices[i].at, run->notices[i].message);
}

static void write_invocation(struct rp_sarif *s)
{
	struct wr_json *json = &s->json;

	wr_json_open(json, "invocations", '[');
	wr_json_begin(json, '{');
	wr_json_set_bool(json, "executionSuccessful", s->run->verdict != WR_INCOMPLETE);
	wr_json_open(json, "toolExecutionNotifications", '[');
	write_notifications(s);
	wr_json_end(json);
	wr_json_end(json);
	wr_json_end(json);
}

/* Everything before the last slash is the category (GitHub). */
static void write_category(struct rp_sarif *s)
{
	const char *category = s->options->category ? s->options->category : "weir";

	wr_json_open(&s->json, "automationDetails", '{');
	rp_sarif_string(s, "id", wr_arena_printf(s->arena, "%s/", category), RP_SARIF_TEXT);
	wr_json_end(&s->json);
}

static void write_sarif(const struct wr_run *run, const struct rp_options *options, struct wr_buf *out)
{
	struct rp_sarif s = { .json.out = out, .start = out->len, .run = run, .options = options };
	struct wr_json *json = &s.json;

	s.arena = wr_arena_new();
	s.sources = rp_sources_new(options->root);
	rp_sarif_gather(&s);
	wr_json_begin(json, '{');
	wr_json_set_string(json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	wr_json_set_string(json, "version", "2.1.0");
	wr_json_open(json, "runs", '[');
	wr_json_begin(json, '{');
	write_driver(&s);
	write_category(&s);
	wr_json_set_string(json, "columnKind", "unicodeCodePoints");
	rp_sarif_results(&s);
	write_invocation(&s);
	wr_json_end(json);
	wr_json_end(json);
	wr_json_end(json);
	wr_buf_char(out, '\n');
	rp_sources_free(s.sources);
	wr_arena_free(s.arena);
}

extern const struct rp_format rp_format_sarif;
const struct rp_format rp_format_sarif = {
	.name = "sarif", .file = "weir.sarif",
	.help = "SARIF 2.1.0 for GitHub code scanning and editors",
	.write = write_sarif
};
