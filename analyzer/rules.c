/* rules.c - all rules, and which of them run. */
#include "analyzer/rules_p.h"

#include <string.h>

static const struct an_rule *const rules[] = {
#define RULE(name) &an_rule_##name,
#include "analyzer/rules.def"
#undef RULE
};
#define RULE_COUNT (sizeof rules / sizeof *rules)

static const struct wr_rule *const metas[] = {
#define RULE(name) &an_rule_##name.meta,
#include "analyzer/rules.def"
#undef RULE
	NULL
};

const struct wr_rule *const *an_rules(void)
{
	return metas;
}

const struct an_rule *an_rule_find(const char *id)
{
	for (size_t i = 0; i < RULE_COUNT; i++) {
		if (!strcmp(rules[i]->meta.id, id))
			return rules[i];
	}
	return NULL;
}

int an_rules_check_names(const struct an_options *o, struct wr_err *err)
{
	for (size_t i = 0; i < o->only_count; i++) {
		if (!an_rule_find(o->only[i]))
			return wr_fail(err, WR_EUSAGE, "rule '%s' is not known; 'weir rules' lists them", o->only[i]);
	}
	for (size_t i = 0; i < o->rule_count; i++) {
		if (!an_rule_find(o->rules[i].id))
			return wr_fail(err, WR_EUSAGE, "rule '%s' is not known; 'weir rules' lists them",
				       o->rules[i].id);
	}
	return 0;
}

/* What is asked for by name runs; else the settings say; else the rule itself. */
bool an_rule_is_on(const struct an_rule *rule, const struct an_options *o)
{
	bool off = rule->meta.off_by_default;

	for (size_t i = 0; i < o->rule_count; i++) {
		if (!strcmp(o->rules[i].id, rule->meta.id))
			off = o->rules[i].off;
	}
	if (!o->only_count)
		return !off;
	for (size_t i = 0; i < o->only_count; i++) {
		if (!strcmp(o->only[i], rule->meta.id))
			return true;
	}
	return false;
}

/* Is some unit written in a language of the list: "c,cpp,python"? */
static bool concerns(const struct an_program *p, const char *languages)
{
	static const char *const names[] = { [AN_C] = "c", [AN_CPP] = "cpp", [AN_PYTHON] = "python" };

	for (uint32_t i = 0; i < p->unit_count; i++) {
		const char *name = names[p->units[i]->language];
		size_t n = strlen(name);

		for (const char *at = languages; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
			if (!strncmp(at, name, n) && (!at[n] || at[n] == ','))
				return true;
		}
	}
	return false;
}

void an_rules_run(const struct an_program *p, const struct an_options *o, struct an_sink *sink)
{
	for (size_t i = 0; i < RULE_COUNT; i++) {
		if (!an_rule_is_on(rules[i], o) || !concerns(p, rules[i]->meta.languages))
			continue;
		sink->rule = rules[i];
		rules[i]->check(p, sink);
	}
}
