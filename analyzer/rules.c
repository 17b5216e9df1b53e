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

unsigned an_languages_of(const char *list)
{
	static const char *const names[] = { [AN_C] = "c", [AN_CPP] = "cpp", [AN_PYTHON] = "python" };
	unsigned languages = 0;

	for (unsigned i = AN_C; list && i < sizeof names / sizeof *names; i++) {
		size_t n = strlen(names[i]);

		for (const char *at = list; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
			if (!strncmp(at, names[i], n) && (!at[n] || at[n] == ','))
				languages |= 1U << i;
		}
	}
	return languages;
}

static unsigned written_in(const struct an_program *p)
{
	unsigned languages = 0;

	for (uint32_t i = 0; i < p->unit_count; i++)
		languages |= 1U << p->units[i]->language;
	return languages;
}

/* A rule that is asked of functions or ops, and of which languages. */
struct asked { const struct an_rule *rule; unsigned languages; };

/* The ops of a function that rules are asked of. */
struct function { uint32_t number, op_count, repeated_count; const an_id *ops, *repeated; };

static void ask(const struct an_rule *rule, const struct an_program *p, struct an_sink *sink, const struct function *f)
{
	sink->rule = rule;
	if (rule->each_function)
		rule->each_function(p, sink, f->number);
	for (uint32_t i = 0; rule->each_op && i < f->op_count; i++)
		rule->each_op(p, sink, f->number, f->ops[i]);
	for (uint32_t i = 0; rule->each_repeated_op && i < f->repeated_count; i++)
		rule->each_repeated_op(p, sink, f->number, f->repeated[i]);
}

/* All rules of one function before the next, so that what is known of it is at hand for all of them. */
static void ask_of_functions(const struct asked *asked, size_t n, const struct an_program *p, struct an_sink *sink)
{
	AN_EACH_FUNCTION(p, f) {
		struct function function = { .number = f };

		function.ops = an_ops_of(p, f, &function.op_count);
		function.repeated = an_repeated_ops_of(p, f, &function.repeated_count);
		for (size_t i = 0; i < n; i++) {
			if (asked[i].languages >> an_unit_of(p, f)->language & 1)
				ask(asked[i].rule, p, sink, &function);
		}
	}
}

void an_rules_run(const struct an_program *p, const struct an_options *o, struct an_sink *sink)
{
	unsigned there = written_in(p);
	struct asked asked[RULE_COUNT];
	size_t n = 0;

	for (size_t i = 0; i < RULE_COUNT; i++) {
		const struct an_rule *rule = rules[i];
		unsigned languages = an_languages_of(rule->meta.languages);

		if (!an_rule_is_on(rule, o) || !(languages & there))
			continue;
		sink->rule = rule;
		if (rule->check)
			rule->check(p, sink);
		if (rule->each_function || rule->each_op || rule->each_repeated_op)
			asked[n++] = (struct asked){ rule, languages };
	}
	ask_of_functions(asked, n, p, sink);
}
