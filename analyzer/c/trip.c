/* trip.c - how often a loop turns, over what, and how fast it comes to its end. */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "analyzer/c/walk_p.h"

struct an_c_course *an_c_course(struct an_c_walk *w)
{
	for (struct an_c_turn *t = w->flow.turn; t; t = t->outer) {
		if (t->kind == AN_C_LOOP)
			return t->course;
	}
	return NULL;
}

static bool in_header(const struct an_c_walk *w)
{
	return w->flow.turn && w->flow.turn->kind == AN_C_LOOP && w->flow.turn->in_condition;
}

static bool contains(const an_id *set, unsigned n, an_id symbol)
{
	for (unsigned i = 0; i < n; i++) {
		if (set[i] == symbol)
			return true;
	}
	return false;
}

static void add(an_id *set, unsigned *n, an_id symbol)
{
	if (*n < AN_C_TESTED && !contains(set, *n, symbol))
		set[(*n)++] = symbol;
}

/* ---- notes taken while the loop is walked ---- */

void an_c_note_step(struct an_c_walk *w, an_id symbol, enum an_c_step step, long long by)
{
	struct an_c_course *course = an_c_course(w);

	if (!course)
		return;
	if (step == AN_C_STEP_SCALE)
		add(course->scaled, &course->scaled_count, symbol);
	/* What the increment steps counts more than what the body does, and the first more than the next. */
	if (in_header(w) ? !course->step : !course->stepped && contains(course->tested, course->tested_count, symbol)) {
		course->stepped = symbol;
		course->step = step;
		course->by = by;
	}
}

/* x = x->left here and x = x->right there, or x = less ? x->left : x->right: down a tree. */
static void note_descent(struct an_c_walk *w, struct an_c_course *course, an_id symbol, const struct an_c_term *value)
{
	for (uint32_t i = value->first_use; i < value->last_use; i++) {
		const struct an_symbol *s = an_edit_symbol(w->b, w->uses[i]);

		/* The value itself, or both arms of a ?: b; not what is merely compared. */
		if (s->kind != AN_MEMBER || s->base != symbol || s->value != an_edit_symbol(w->b, symbol)->value ||
		    s->type != an_edit_symbol(w->b, symbol)->type)
			continue;
		if (course->descended == symbol && course->by_member != w->uses[i])
			course->branches = true;
		course->descended = symbol;
		course->by_member = w->uses[i];
	}
}

void an_c_note_assign(struct an_c_walk *w, an_id symbol, const struct an_c_term *value)
{
	struct an_c_course *course = an_c_course(w);

	if (!course || w->flow.silent)
		return;
	if (w->flow.turn->kind == AN_C_LOOP && !w->flow.turn->loop) {   /* the init of a for */
		if (!course->variable) {
			course->variable = symbol;
			course->from = value->symbol;
			course->has_start = an_c_number(w, value, &course->start);
		}
		return;
	}
	if (value->half && an_c_mentions(w, value, symbol))
		add(course->scaled, &course->scaled_count, symbol);
	if (value->half)
		add(course->middle, &course->middle_count, symbol);
	for (unsigned i = 0; i < course->middle_count; i++) {
		if (course->middle[i] != symbol && an_c_mentions(w, value, course->middle[i]))
			add(course->moved, &course->moved_count, symbol);
	}
	note_descent(w, course, symbol, value);
	if (in_header(w) ? !course->stepped : contains(course->tested, course->tested_count, symbol))
		an_c_note_step(w, symbol, AN_C_STEP_OTHER, 0);
}

void an_c_note_compare(struct an_c_walk *w, int relation, const struct an_c_term *a, const struct an_c_term *b)
{
	struct an_c_course *course = an_c_course(w);

	if (!course || !in_header(w) || course->relation)
		return;
	course->relation = relation;
	course->left = a->symbol;
	course->right = b->symbol;
	course->right_whole = b->whole;
	course->has_limit = an_c_number(w, b, &course->limit);
}

void an_c_note_subscript(struct an_c_walk *w, an_id base, an_id index)
{
	/* Also for the loops around: for (i) for (j) a[i]. */
	for (struct an_c_turn *t = w->flow.turn; index && base && t; t = t->outer) {
		struct an_c_course *course = t->kind == AN_C_LOOP ? t->course : NULL;

		if (!course || (course->variable != index && course->stepped != index))
			continue;
		course->subscripts_many |= course->subscripted && course->subscripted != base;
		course->subscripted = base;
	}
}

/* ---- what follows from them ---- */

/* The induction variable: what the header steps; else what is tested and stepped; else what was set up. */
static an_id variable_of(const struct an_c_course *c)
{
	return c->stepped ? c->stepped : c->variable ? c->variable : c->left;
}

/* Turns of for (i = start; i < limit; i += by), 0 if not known. */
static uint32_t count_turns(const struct an_c_course *c)
{
	long long way = c->limit - c->start, by = c->by;
	long long turns;

	if (!c->has_limit || !c->has_start || c->step != AN_C_STEP_ADD || !by || c->stepped != c->variable ||
	    c->left != c->variable)
		return 0;
	if (by < 0) {
		way = -way;
		by = -by;
	}
	switch (c->relation) {
	case CXBinaryOperator_LT:
	case CXBinaryOperator_GT:
	case CXBinaryOperator_NE:
		turns = (way + by - 1) / by;
		break;
	case CXBinaryOperator_LE:
	case CXBinaryOperator_GE:
		turns = way / by + 1;
		break;
	default:
		return 0;
	}
	return way >= 0 && turns > 0 && turns < UINT32_MAX ? (uint32_t)turns : 0;
}

/* One symbol whose elements are walked, or 0. */
static an_id iterated_by(struct an_c_walk *w, const struct an_c_course *c)
{
	an_id variable = variable_of(c);

	if (c->right_whole && c->right)
		return c->right;                /* it != v.end(), i < v.size(), i < strlen(s) */
	if (c->subscripted && !c->subscripts_many)
		return c->subscripted;          /* i < n ... v[i] */
	if (!variable || an_edit_symbol(w->b, variable)->value == AN_VALUE_NUMBER)
		return 0;
	if (c->from && c->stepped == variable)
		return c->from;                 /* p = list; p; p = p->next */
	if (c->stepped == variable && an_c_origin(w, variable))
		return an_c_origin(w, variable);        /* p = rows; while (!p->last) p++ */
	/* The list's own name goes along: while (list) list = list->next */
	return c->stepped && an_edit_symbol(w->b, variable)->kind == AN_PARAMETER ? variable : 0;
}

static bool halves(const struct an_c_course *c)
{
	for (unsigned i = 0; i < c->scaled_count; i++) {
		if (contains(c->tested, c->tested_count, c->scaled[i]) || c->stepped == c->scaled[i])
			return true;
	}
	for (unsigned i = 0; i < c->moved_count; i++) {
		if (contains(c->tested, c->tested_count, c->moved[i]))
			return true;            /* lo = mid + 1 */
	}
	return c->branches && contains(c->tested, c->tested_count, c->descended);
}

/* Does a word begin here?  "tries" does in "max_tries" and "maxTries", but not in "entries". */
static bool begins_word(const char *text, const char *at)
{
	return at == text || !isalpha((unsigned char)at[-1]) ||
	       (isupper((unsigned char)*at) && islower((unsigned char)at[-1]));
}

bool an_c_has_word(const char *text, const char *word)
{
	for (const char *at = text; *at; at++) {
		if (!strncasecmp(at, word, strlen(word)) && begins_word(text, at))
			return true;
	}
	return false;
}

static bool retries(struct an_c_walk *w, const struct an_c_course *c, const struct an_loop *loop)
{
	const char *over = an_builder_text(w->b, loop->over);
	const char *name = an_builder_text(w->b, an_edit_symbol(w->b, loop->variable)->name);
	static const char *const words[] = { "retry", "retries", "attempt", "tries", "EINTR", "EAGAIN", NULL };

	if (c->retries)
		return true;
	for (const char *const *word = words; *word; word++) {
		if (an_c_has_word(over, *word) || an_c_has_word(name, *word))
			return true;
	}
	return false;
}

static bool is_container(uint8_t value)
{
	return value == AN_VALUE_LIST || value == AN_VALUE_HASH || value == AN_VALUE_TREE;
}

/* for (i = first; i < n; i++), not for (i = 0; ...) nor for (i = n - 1; i >= 0; i--). */
static bool goes_on(struct an_c_walk *w, const struct an_c_course *c, const struct an_loop *loop)
{
	return loop->kind == AN_FOR && c->variable && c->variable == loop->variable && !c->has_start &&
	       an_edit_symbol(w->b, c->variable)->value == AN_VALUE_NUMBER && !(c->step == AN_C_STEP_ADD && c->by < 0);
}

void an_c_finish_course(struct an_c_walk *w, an_id id, const struct an_c_course *course)
{
	struct an_loop *loop = an_edit_loop(w->b, id);

	loop->variable = loop->kind == AN_RANGE ? course->variable : variable_of(course);
	if (loop->kind == AN_RANGE)
		return;
	loop->trip = count_turns(course);
	loop->iterated = iterated_by(w, course);
	if (loop->variable && is_container(an_edit_symbol(w->b, loop->variable)->value)) {
		loop->iterated = loop->variable;        /* while (!queue.empty()) */
		loop->variable = 0;
	}
	loop->small = (loop->trip && loop->trip <= AN_SMALL) ||
		      (loop->iterated && an_edit_symbol(w->b, loop->iterated)->small);
	if (halves(course))
		loop->flags |= AN_LOOP_HALVING;
	if (goes_on(w, course, loop))
		loop->flags |= AN_LOOP_ONWARD;
	if (retries(w, course, loop))
		loop->flags |= AN_LOOP_RETRY;
}
