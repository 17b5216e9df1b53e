/*
 * serialize_roundtrip.c - a value turned into text and parsed back in one flow, or one text parsed twice.
 *
 * Costs: both directions walk the whole value and allocate it anew; a copy costs a fraction of that, and
 * the value that was there already nothing.
 * Misses: texts that go through another function.
 * Wrongly reports: round trips that are meant to leave out what cannot be written.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "analyzer/ways.h"
#include "core/text.h"

/* What stands under `reads` has its last name among the rule's calls.  Not pickle: its round trip is the fastest deep copy that Python has. */
static const struct pair { const char *writes, *reads; } pairs[] = {
	{ "json.dumps", "json.loads" }, { "orjson.dumps", "orjson.loads" }, { "ujson.dumps", "ujson.loads" },
	{ "simplejson.dumps", "simplejson.loads" }, { "yaml.dump", "yaml.load" }, { "yaml.safe_dump", "yaml.safe_load" },
	{ "yaml.dump", "yaml.safe_load" }, { "msgpack.packb", "msgpack.unpackb" },
	{ "::dump", "json::parse" }, { "::dump", "basic_json::parse" },
};

#define SEEN_MAX 8
#define LOOK_BACK 200           /* ops between writing and parsing */

struct seen { uint32_t n; an_id op[SEEN_MAX]; };

struct search { struct an_sink *sink; };

static const char *name_of(const an_unit *u, an_id op)
{
	return an_text(u, an_op_at(u, op)->name);
}

static bool is_pair(const an_unit *u, an_id writing, an_id reading)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if (wr_ends_with(name_of(u, writing), pairs[i].writes) && wr_ends_with(name_of(u, reading), pairs[i].reads))
			return true;
	}
	return false;
}

/* Keeps its options to itself: json.dumps(x, default=str), json.loads(s, object_hook=f) change something. */
static bool is_plain(const an_unit *u, an_id op)
{
	const struct an_op *o = an_op_at(u, op);

	for (uint32_t i = 0; i < o->arg_count; i++) {
		const char *keyword = an_text(u, an_arg_at(u, o->first_arg + i)->keyword);

		if (*keyword && strcmp(keyword, "indent") && strcmp(keyword, "separators") && strcmp(keyword, "sort_keys") &&
		    strcmp(keyword, "ensure_ascii") && strcmp(keyword, "Loader"))
			return false;
	}
	return true;
}

static bool within(const struct an_span *inner, const struct an_span *outer)
{
	bool begins = inner->line > outer->line || (inner->line == outer->line && inner->column >= outer->column);
	bool ends = inner->end_line < outer->end_line ||
		    (inner->end_line == outer->end_line && inner->end_column <= outer->end_column);

	return begins && ends;
}

/* The symbol that the op parses, or 0. */
static an_id parsed(const an_unit *u, an_id op)
{
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *arg = o->arg_count ? an_arg_at(u, o->first_arg) : NULL;

	return arg && arg->kind == AN_ARG_SYMBOL ? arg->symbol : 0;
}

/* json.loads(json.dumps(x)), or a local text written by the one and only used by the other. */
static bool feeds(const struct an_program *p, uint32_t f, an_id writing, an_id reading)
{
	const an_unit *u = an_unit_of(p, f);
	an_id text = an_op_at(u, writing)->result;
	uint32_t writes;

	if (writing + 1 == reading && within(&an_op_at(u, writing)->span, &an_op_at(u, reading)->span))
		return an_op_at(u, reading)->arg_count && an_arg_at(u, an_op_at(u, reading)->first_arg)->kind == AN_ARG_EXPRESSION;
	if (!text || text != parsed(u, reading) || an_symbol_at(u, text)->kind != AN_LOCAL ||
	    an_op_at(u, writing)->loop != an_op_at(u, reading)->loop)
		return false;
	an_writes_of(p, f, text, &writes);
	return writes == 1;
}

static void check_round_trip(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id reading)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count, i = an_place_among(p, f, reading);
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t k = i; an_op_at(u, reading)->arg_count && k-- > 0 && k + LOOK_BACK > i;) {
		struct an_report *r;

		if (!is_pair(u, ops[k], reading) || !feeds(p, f, ops[k], reading) || !is_plain(u, reading) || !is_plain(u, ops[k]) ||
		    an_op_aside(an_op_at(u, reading)))
			continue;
		r = an_report_op(sink, f, reading, "%s parses what %s has just written (line %u): the value is walked and made anew "
				 "twice to end where it began", an_call_name(sink, f, reading), an_call_name(sink, f, ops[k]),
				 an_op_at(u, ops[k])->span.line);
		/* It is also how values are made plain, or tried. */
		if (u->language == AN_PYTHON)
			an_report_severity(r, WR_LOW);
		an_chain_op(r, f, ops[k], "%s writes the value", an_name_of(sink, f));
		an_chain_op(r, f, reading, "%s parses it back", an_name_of(sink, f));
		return;
	}
}

/* ---- the same text twice ---- */

static void join(void *state, const void *other, void *data)
{
	struct seen *a = state;
	const struct seen *b = other;

	(void)data;
	for (uint32_t i = a->n; i-- > 0;) {
		uint32_t k = 0;

		while (k < b->n && b->op[k] != a->op[i])
			k++;
		if (k == b->n)
			a->op[i] = a->op[--a->n];
	}
}

static bool parses(const struct an_program *p, uint32_t f, an_id op)
{
	uint32_t effects = an_op_direct(p, f, op);

	return effects & AN_PARSES && parsed(an_unit_of(p, f), op) && !strstr(name_of(an_unit_of(p, f), op), "scanf") &&
	       !(effects & (AN_READS | AN_OPENS)) && is_plain(an_unit_of(p, f), op);
}

static void look(struct an_ways *ways, void *state, an_id op)
{
	struct seen *s = state;
	const an_unit *u = an_unit_of(ways->p, ways->function);
	struct an_sink *sink = ((struct search *)ways->data)->sink;

	if (!parses(ways->p, ways->function, op))
		return;
	for (uint32_t i = 0; i < s->n; i++) {
		struct an_report *r;

		if (s->op[i] == op || parsed(u, s->op[i]) != parsed(u, op) || strcmp(name_of(u, s->op[i]), name_of(u, op)) ||
		    an_op_at(u, s->op[i])->loop != an_op_at(u, op)->loop || ways->muted)
			continue;
		r = an_report_op(sink, ways->function, op, "%s parses %s again, which line %u has parsed already and nothing has changed",
				 an_call_name(sink, ways->function, op), an_symbol_name(sink, ways->function, parsed(u, op)),
				 an_op_at(u, s->op[i])->span.line);
		/* A date is short. */
		if (u->language == AN_PYTHON && (!an_op_at(u, op)->loop || strstr(name_of(u, op), "strptime")))
			an_report_severity(r, WR_LOW);
		an_chain_op(r, ways->function, s->op[i], "%s parses it", an_name_of(sink, ways->function));
		an_chain_op(r, ways->function, op, "%s parses it again", an_name_of(sink, ways->function));
		return;
	}
	if (s->n < SEEN_MAX)
		s->op[s->n++] = op;
}

static void forget(struct an_ways *ways, void *state, an_id write)
{
	struct seen *s = state;
	const an_unit *u = an_unit_of(ways->p, ways->function);
	const struct an_write *w = an_write_at(u, write);

	for (uint32_t i = s->n; i-- > 0;) {
		/* Given to the parsing itself it is only looked at. */
		if (an_symbol_root(u, parsed(u, s->op[i])) == an_symbol_root(u, w->symbol) &&
		    (w->kind != AN_WRITE_PASS || (w->op != s->op[i] + 1 && w->op != s->op[i])))
			s->op[i] = s->op[--s->n];
	}
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	struct search search = { sink };
	struct seen seen = { 0 };
	struct an_ways ways = { .size = sizeof seen, .data = &search, .join = join, .op = look, .change = forget };
	uint32_t count, n = 0;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count && n < 2; i++)
		n += parses(p, f, ops[i]);
	if (n == 2)
		an_walk_ways(&ways, p, f, &seen);
}

const struct an_rule an_rule_serialize_roundtrip = {
	.meta = {
		.id = "serialize-roundtrip",
		.title = "A value is written as text and parsed back, or a text is parsed twice",
		.help = "Use the value that is there; for a copy that may be changed copy it (copy.deepcopy, the copy "
			"constructor). Parse a text once and pass the result on.",
		.languages = "cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_op = check_round_trip,
	.calls = (const char *const[]){ "loads", "load", "safe_load", "unpackb", "parse", NULL },
	.each_function = check,
};
