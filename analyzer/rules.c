/* rules.c - all rules, and which of them run. */
#include "analyzer/rules_p.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "analyzer/keys_p.h"
#include "core/alloc.h"

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

/* A rule that is asked of functions or ops, and of which languages.  bit: its own, where it is not asked of all ops. */
struct asked { const struct an_rule *rule; unsigned languages; uint64_t bit; };

struct asking {
	const struct an_program *p;
	struct an_sink *sink;
	struct asked asked[RULE_COUNT];
	size_t n;
	uint64_t of_kind[UINT8_MAX + 1];        /* rules that ops of the kind are for */
	uint64_t of_word[UINT8_MAX];            /* and calls by that name; 0 = any other name */
	struct an_keys words;                   /* numbers of names, from 1 on */
	const an_unit *u;
	uint8_t *of_text;                       /* per string of the unit: 1 + its word, 0 = not looked up yet */
	size_t of_text_size;
	uint64_t *of_op;                        /* per op of the function */
	size_t of_op_cap;
};

static void add_word(struct asking *a, const char *word, uint64_t bit)
{
	const struct an_key *known = an_keys_find(&a->words, word, strlen(word));

	assert(a->words.n + 1 < UINT8_MAX);
	if (!known)
		an_keys_add(&a->words, word, (uint32_t)a->words.n);
	a->of_word[known ? known->value : a->words.n - 1] |= bit;
}

static void add_asked(struct asking *a, const struct an_rule *rule, unsigned languages)
{
	struct asked *asked = &a->asked[a->n];

	*asked = (struct asked){ rule, languages, 0 };
	if (rule->kinds || rule->calls) {
		assert(a->n < 64);
		asked->bit = UINT64_C(1) << a->n;
	}
	a->n++;
	for (unsigned kind = 0; kind < 32; kind++)
		a->of_kind[kind] |= rule->kinds >> kind & 1 ? asked->bit : 0;
	for (const char *const *word = rule->calls; word && *word; word++)
		add_word(a, *word, asked->bit);
}

static void start_unit(struct asking *a, const an_unit *u)
{
	a->u = u;
	if (u->strings_size > a->of_text_size) {
		free(a->of_text);
		a->of_text = wr_malloc(u->strings_size);
		a->of_text_size = u->strings_size;
	}
	memset(a->of_text, 0, u->strings_size);
}

/* The rules that the op is for, of those that are not asked of all. */
static uint64_t bits_of(struct asking *a, const struct an_op *o)
{
	uint64_t bits = a->of_kind[o->kind];

	if (o->kind != AN_OP_CALL)
		return bits;
	if (!a->of_text[o->name]) {
		const char *last = an_last_name(an_text(a->u, o->name));
		const struct an_key *word = an_keys_find(&a->words, last, strlen(last));

		a->of_text[o->name] = (uint8_t)(1 + (word ? word->value : 0));
	}
	return bits | a->of_word[a->of_text[o->name] - 1];
}

/* Those of all ops; of_op gets those of each. */
static uint64_t read_ops(struct asking *a, const an_id *ops, uint32_t count)
{
	uint64_t all = 0;

	if (count > a->of_op_cap)
		a->of_op = wr_grow(a->of_op, 0, &a->of_op_cap, count, sizeof *a->of_op);
	for (uint32_t i = 0; i < count; i++)
		all |= a->of_op[i] = bits_of(a, an_op_at(a->u, ops[i]));
	return all;
}

static void ask_of_some(const struct asking *a, const struct asked *asked, uint32_t f, const an_id *ops, uint32_t count)
{
	const struct an_rule *rule = asked->rule;

	for (uint32_t i = 0; rule->each_op && i < count; i++) {
		if (a->of_op[i] & asked->bit)
			rule->each_op(a->p, a->sink, f, ops[i]);
	}
	for (uint32_t i = 0; rule->each_repeated_op && i < count; i++) {
		if (a->of_op[i] & asked->bit && an_op_at(a->u, ops[i])->loop)
			rule->each_repeated_op(a->p, a->sink, f, ops[i]);
	}
}

static void ask_of_all(const struct asking *a, void (*ask)(const struct an_program *, struct an_sink *, uint32_t, an_id),
		       uint32_t f, const an_id *ops, uint32_t count)
{
	for (uint32_t i = 0; ask && i < count; i++)
		ask(a->p, a->sink, f, ops[i]);
}

/* All rules of one function before the next, so that what is known of it is at hand for all of them. */
static void ask_of_functions(struct asking *a)
{
	AN_EACH_FUNCTION(a->p, f) {
		const an_unit *u = an_unit_of(a->p, f);
		uint32_t count, repeated_count;
		const an_id *ops = an_ops_of(a->p, f, &count), *repeated = an_repeated_ops_of(a->p, f, &repeated_count);
		uint64_t some;

		if (u != a->u)
			start_unit(a, u);
		some = read_ops(a, ops, count);
		for (size_t i = 0; i < a->n; i++) {
			const struct asked *asked = &a->asked[i];

			if (!(asked->languages >> u->language & 1))
				continue;
			a->sink->rule = asked->rule;
			if (asked->bit & some)
				ask_of_some(a, asked, f, ops, count);
			if (!asked->bit) {
				ask_of_all(a, asked->rule->each_op, f, ops, count);
				ask_of_all(a, asked->rule->each_repeated_op, f, repeated, repeated_count);
			}
			if (asked->rule->each_function)
				asked->rule->each_function(a->p, a->sink, f);
		}
	}
}

void an_rules_run(const struct an_program *p, const struct an_options *o, struct an_sink *sink)
{
	unsigned there = written_in(p);
	struct asking a = { .p = p, .sink = sink };

	an_keys_init(&a.words);
	for (size_t i = 0; i < RULE_COUNT; i++) {
		const struct an_rule *rule = rules[i];
		unsigned languages = an_languages_of(rule->meta.languages);

		if (!an_rule_is_on(rule, o) || !(languages & there))
			continue;
		sink->rule = rule;
		if (rule->check)
			rule->check(p, sink);
		if (rule->each_function || rule->each_op || rule->each_repeated_op)
			add_asked(&a, rule, languages);
	}
	ask_of_functions(&a);
	an_keys_free(&a.words);
	free(a.of_text);
	free(a.of_op);
}
