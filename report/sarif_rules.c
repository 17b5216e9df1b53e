#include "report/sarif_p.h"

#include <string.h>

#include "core/embedded.h"

static const char *problem_severity(enum wr_severity severity)
{
	static const char *const names[] = {
		[WR_LOW] = "recommendation", [WR_MEDIUM] = "warning",
		[WR_HIGH] = "error", [WR_CRITICAL] = "error"
	};

	return names[severity];
}

/* Never "security-severity": its presence makes an alert a security alert. */
static void write_properties(struct wr_json *json, const struct wr_rule *rule)
{
	wr_json_open(json, "properties", '{');
	wr_json_set_string(json, "precision", wr_confidence_name(rule->confidence));
	wr_json_set_string(json, "problem.severity", problem_severity(rule->severity));
	wr_json_open(json, "tags", '[');
	wr_json_add_string(json, "performance");
	wr_json_end(json);
	wr_json_end(json);
}

/* "[loop-query](loop-query.md)" leads nowhere from code scanning: its text stays. */
static const char *without_local_links(struct wr_arena *arena, const char *page)
{
	struct wr_buf out = WR_BUF_INIT;
	const char *copy;

	for (const char *close, *end, *open; *page; page = end) {
		close = strstr(page, ".md)");
		open = close ? close : page + strlen(page);
		end = close ? close + 4 : open;
		while (close && open > page && *open != '\n' && strncmp(open, "](", 2) != 0)
			open--;
		if (close && !strncmp(open, "](", 2) && !memchr(open, ':', (size_t)(close - open))) {
			const char *bracket = open;

			while (bracket > page && *bracket != '[')
				bracket--;
			wr_buf_add(&out, page, (size_t)(bracket - page));
			wr_buf_add(&out, bracket + (*bracket == '['), (size_t)(open - bracket) - (*bracket == '['));
		} else {
			wr_buf_add(&out, page, (size_t)(end - page));
		}
	}
	copy = wr_arena_strndup(arena, out.len ? out.data : "", out.len);
	wr_buf_free(&out);
	return copy;
}

static void write_help(struct rp_sarif *s, const struct wr_rule *rule)
{
	const char *name = wr_arena_printf(s->arena, "docs/rules/%s.md", rule->id);
	const char *page = wr_embedded(name, NULL);

	wr_json_open(&s->json, "help", '{');
	rp_sarif_string(s, "text", rule->help, RP_SARIF_MESSAGE);
	wr_json_set_string(&s->json, "markdown", page ? without_local_links(s->arena, page) : rule->help);
	wr_json_end(&s->json);
}

static void write_rule(struct rp_sarif *s, const struct wr_rule *rule)
{
	struct wr_json *json = &s->json;

	wr_json_begin(json, '{');
	rp_sarif_string(s, "id", rule->id, RP_SARIF_TEXT);
	rp_sarif_message(s, "shortDescription", rule->title, RP_SARIF_TEXT);
	rp_sarif_message(s, "fullDescription", wr_arena_printf(s->arena, "%s. %s", rule->title, rule->help),
			 RP_SARIF_TEXT);
	write_help(s, rule);
	wr_json_open(json, "defaultConfiguration", '{');
	wr_json_set_string(json, "level", rp_sarif_level(rule->severity));
	wr_json_end(json);
	write_properties(json, rule);
	wr_json_end(json);
}

/* A run that another version of weir made may name rules that this one does not have. */
static const struct wr_rule *unknown_rule(struct wr_arena *arena, const struct wr_finding *f)
{
	struct wr_rule *rule = wr_arena_alloc(arena, sizeof *rule);

	*rule = (struct wr_rule){
		.id = f->rule, .title = wr_arena_printf(arena, "Rule %s", f->rule),
		.help = "This rule is not in the version of weir that wrote this report.",
		.languages = "", .severity = f->severity, .confidence = f->confidence
	};
	return rule;
}

static void collect(struct rp_sarif *s)
{
	const struct wr_rule *const *given = s->options->rules;
	size_t most = s->result_count;

	for (size_t i = 0; given && given[i]; i++)
		most++;
	s->rules = wr_arena_array(s->arena, most + 1, sizeof *s->rules);
	for (; given && *given; given++)
		s->rules[s->rule_count++] = *given;
	for (size_t i = 0; i < s->result_count; i++) {
		const struct wr_finding *f = s->results[i]->finding;

		if (rp_sarif_rule_index(s, f->rule) == s->rule_count)
			s->rules[s->rule_count++] = unknown_rule(s->arena, f);
	}
}

size_t rp_sarif_rule_index(const struct rp_sarif *s, const char *id)
{
	size_t i = 0;

	while (i < s->rule_count && strcmp(s->rules[i]->id, id))
		i++;
	return i;
}

void rp_sarif_rules(struct rp_sarif *s)
{
	collect(s);
	wr_json_open(&s->json, "rules", '[');
	for (size_t i = 0; i < s->rule_count; i++)
		write_rule(s, s->rules[i]);
	wr_json_end(&s->json);
}
