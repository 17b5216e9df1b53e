#ifndef WEIR_ANALYZER_RULE_H
#define WEIR_ANALYZER_RULE_H

#include "core/model.h"
#include "analyzer/program.h"

/*
 * rule.h - all that a rule file includes.
 *
 * Adding a rule:
 *   1. analyzer/rules/<id with _>.c: opens with why it costs, what it misses,
 *      what it wrongly reports; one static check, one exported struct
 *      (`const struct an_rule an_rule_<id>`) that says when it is asked;
 *   2. one line in analyzer/rules.def;
 *   3. docs/rules/<id>.md and tests/analyzer/<id>/ with bad and good sources
 *      that say `expect: <id>` on the line that earns it.
 * The tests fail if one of them is missing.
 */

struct an_sink;

struct an_rule {
	struct wr_rule meta;
	bool counts_elements;   /* it matters only where there is much: LOW where nothing says so (an_loop_is_long) */
	bool counts_turns;      /* each turn costs so much that hundreds matter: LOW where there may be few (an_loop_walks_much) */
	bool costs_little;      /* less than a microsecond: LOW beside what is dear (an_is_dear_anyway) */
	bool needs_all;         /* rests on what is not there: LOW in C++ where headers are missing */
	bool counts_in_c;       /* as counts_elements, but only in C */
	/* What asks: at least one is set.  Functions and ops are those of the rule's languages; ops are asked in their order,
	 * before their function. */
	void (*check)(const struct an_program *p, struct an_sink *sink);                /* once */
	void (*each_function)(const struct an_program *p, struct an_sink *sink, uint32_t function);
	void (*each_op)(const struct an_program *p, struct an_sink *sink, uint32_t function, an_id op);
	void (*each_repeated_op)(const struct an_program *p, struct an_sink *sink, uint32_t function, an_id op);
	/* Which ops they are asked of, so that a rule is not asked of what it cannot speak about: kinds (1 << enum
	 * an_op_kind), besides calls by the last part of their names (ended by NULL).  Neither: all. */
	uint32_t kinds;
	const char *const *calls;
};

#define RULE(name) extern const struct an_rule an_rule_##name;
#include "analyzer/rules.def"
#undef RULE

/*
 * Starts a finding of the rule at an op of a function.  It is dropped later if a
 * suppression covers it, if the function is broken, or if the same rule
 * already reported the same place.  format is the sentence for the reviewer.
 */
struct an_report;
struct an_report *an_report_op(struct an_sink *sink, uint32_t function, an_id op,
			       const char *format, ...) __attribute__((format(printf, 4, 5)));
struct an_report *an_report_loop(struct an_sink *sink, uint32_t function, an_id loop,
				 const char *format, ...) __attribute__((format(printf, 4, 5)));

/* At the declaration of a variable or parameter; at the name of the function itself. */
struct an_report *an_report_symbol(struct an_sink *sink, uint32_t function, an_id symbol,
				   const char *format, ...) __attribute__((format(printf, 4, 5)));
struct an_report *an_report_function(struct an_sink *sink, uint32_t function,
				     const char *format, ...) __attribute__((format(printf, 3, 4)));
/* At a line of the function, where no op stands. */
struct an_report *an_report_line(struct an_sink *sink, uint32_t function, uint32_t line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* At any other place of the function. */
struct an_report *an_report_span(struct an_sink *sink, uint32_t function, const struct an_span *span,
				 const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Did the running rule ask this before of the same function and thing (a loop, a container, whatever it numbers)?  One
 * finding says what is to mend.  Of very many things it forgets some. */
bool an_told_before(struct an_sink *sink, uint32_t function, uint32_t thing);

/* What can stand at the place of the finding with the same meaning. */
void an_report_fix(struct an_report *r, const struct an_span *span, const char *text);

/* What grows the cost beside the loop of the chain: the container that is walked on each of its turns. */
void an_report_walks(struct an_report *r, uint32_t function, an_id container);

/* Raises or lowers this finding against the rule's default. */
void an_report_severity(struct an_report *r, enum wr_severity severity);
void an_report_confidence(struct an_report *r, enum wr_confidence confidence);

/* Steps of the chain, in the order in which they run. */
void an_chain_loop(struct an_report *r, uint32_t function, an_id loop);         /* "f() loops over orders" */
void an_chain_op(struct an_report *r, uint32_t function, an_id op, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* At the declaration of a variable or the first mention of a member. */
void an_chain_symbol(struct an_report *r, uint32_t function, an_id symbol, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void an_chain_line(struct an_report *r, uint32_t function, uint32_t line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* From the op down the witnesses of one effect to the direct cause: one step per call. */
void an_chain_effect(struct an_report *r, uint32_t function, an_id op, uint32_t effect);
/* From the op, which calls `callee`, down to the search itself. */
void an_chain_search(struct an_report *r, uint32_t function, an_id op, uint32_t callee, uint32_t search);

/* The last function and op of the way of an effect: what is called in the end. */
struct an_place { uint32_t function; an_id op; };
struct an_place an_effect_end(const struct an_program *p, uint32_t function, an_id op, uint32_t effect);
/* The function that looks, at the end of the way of a search of `function`, and its search. */
struct an_place an_search_end(const struct an_program *p, uint32_t function, uint32_t search, uint32_t *last);
/* Is one of the calls from the function's search down to its end made only under a condition? */
bool an_search_is_guarded(const struct an_program *p, uint32_t function, uint32_t search);

/* Names for sentences.  Valid until the sink is freed. */
struct wr_arena *an_sink_arena(struct an_sink *sink);
const char *an_name_of(struct an_sink *sink, uint32_t function);                /* "load_items()" */
const char *an_call_name(struct an_sink *sink, uint32_t function, an_id op);    /* "cursor.execute()" */
const char *an_loop_over(struct an_sink *sink, uint32_t function, an_id loop);  /* "the loop over orders (line 12)" */
const char *an_symbol_name(struct an_sink *sink, uint32_t function, an_id symbol);      /* "self.orders" */
/* "a std::string: memory is allocated" or "a struct packet of 512 bytes": what is copied. */
const char *an_copied_thing(struct an_sink *sink, uint32_t function, an_id symbol);
const char *an_place_of(struct an_sink *sink, uint32_t function, an_id op);     /* "app/db.py:41" */
struct an_lock;
const char *an_lock_name(struct an_sink *sink, uint32_t class);                 /* "conn.mutex" */
const char *an_held_name(struct an_sink *sink, uint32_t function, const struct an_lock *lock);  /* "c->mutex" */

/* For each function of the program that rules may speak of: not broken, and no test code,
 * which does slow things on purpose and runs on small data. */
#define AN_EACH_FUNCTION(p, f) AN_EACH_OF((p)->judged, f)
/* The same for each that has a loop, which are few. */
#define AN_EACH_LOOPING(p, f) AN_EACH_OF((p)->looping, f)
#define AN_EACH_OF(list, f) \
	for (uint32_t f##_at = 0, f; (f = (list)[f##_at]) != 0; f##_at++)

#endif
