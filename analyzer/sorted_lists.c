/*
 * sorted_lists.c - functions of C and C++ that walk a linked list of their caller's to put an element in: where the
 * order wants it, or at the end.
 */
#include <string.h>
#include "analyzer/searches_p.h"
#include "core/text.h"

static bool is_link(const char *name)
{
	static const char *const names[] = { "next", "prev", "link", "sibling", "pnext", NULL };

	return wr_is_one_of(an_own_name(name), names);
}

static bool puts_in(const char *name)
{
	return (strstr(name, "insert") || strstr(name, "add") || strstr(name, "enqueue") || strstr(name, "link") ||
		strstr(name, "append") || strstr(name, "push")) &&
	       !strstr(name, "remove") && !strstr(name, "unlink") && !strstr(name, "del");
}

/* Is anything put in here, by the function's own name or by that of a call? */
static bool may_insert(const struct an_program *p, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	if (puts_in(an_text(u, an_function_of(p, f)->name)))
		return true;
	for (uint32_t i = 0; i < count; i++) {
		if (an_op_at(u, ops[i])->kind == AN_OP_CALL && puts_in(an_text(u, an_op_at(u, ops[i])->name)))
			return true;
	}
	return false;
}

/* Is the place that the loop found written to behind it: *at = node, at->next = node, insert(node, at)? */
static bool links_behind(const struct an_program *p, uint32_t f, an_id loop, an_id *cursor)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	bool named = puts_in(an_text(u, an_function_of(p, f)->name));
	uint32_t count, ops;
	const an_id *of = an_ops_of(p, f, &ops);

	for (an_id s = 1; s < an_unit_count(u, AN_SYMBOLS); s++) {
		const struct an_symbol *symbol = an_symbol_at(u, s);
		const an_id *writes;
		bool moves = false, behind = false;

		if (symbol->function != p->nodes[f].function || symbol->kind == AN_MEMBER || !strchr(an_text(u, symbol->type), '*'))
			continue;
		writes = an_writes_of(p, f, s, &count);
		for (uint32_t i = 0; i < count; i++) {
			const struct an_write *w = an_write_at(u, writes[i]);

			moves |= w->kind == AN_WRITE_ASSIGN && an_loop_within(u, w->loop, loop);
			behind |= w->kind == AN_WRITE_CHANGE && w->line > l->span.end_line && named;
		}
		for (uint32_t i = 0; i < ops && moves && !behind; i++) {
			const struct an_op *o = an_op_at(u, of[i]);

			behind = o->kind == AN_OP_CALL && o->span.line > l->span.end_line && puts_in(an_text(u, o->name)) &&
				 ((o->arg_count && an_arg_at(u, o->first_arg)->symbol == s) ||
				  (o->arg_count > 1 && an_arg_at(u, o->first_arg + 1)->symbol == s));
		}
		if (moves && behind) {
			*cursor = s;
			return true;
		}
	}
	return false;
}

/* at = &(*at)->next */
static bool goes_link_by_link(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	an_id variable = an_loop_at(u, loop)->variable;
	uint32_t count;
	const an_id *writes = an_writes_of(p, f, variable, &count);

	if (!strstr(an_text(u, an_symbol_at(u, variable)->type), "**"))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->loop == loop && w->updates && w->how == AN_HOW_UNKNOWN)
			return true;
	}
	return false;
}

/* Does the loop follow links?  *may_stop: it may end before the last one. */
static bool walks_links(const struct an_program *p, uint32_t f, an_id loop, bool *may_stop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	bool link = false, stops = strstr(an_text(u, l->over), "&&") != NULL;

	for (an_id i = 1; i < an_unit_count(u, AN_MARKS) && !stops; i++) {
		const struct an_mark *m = an_mark_at(u, i);

		stops = m->function == p->nodes[f].function && m->kind == AN_MARK_BREAK && m->line >= l->span.line &&
			m->line <= l->span.end_line;
	}
	for (an_id s = 1; s < an_unit_count(u, AN_SYMBOLS) && !link; s++) {
		const struct an_symbol *symbol = an_symbol_at(u, s);

		link = symbol->function == p->nodes[f].function && symbol->kind == AN_MEMBER && is_link(an_text(u, symbol->name));
	}
	*may_stop = stops;
	return link || goes_link_by_link(p, f, loop);
}

/* Does the loop look for an element that is there already, to do nothing then: if (same(e, new)) return? */
static bool looks_for_same(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_span *span = &an_loop_at(u, loop)->span;
	uint32_t count;
	const an_id *records = an_marks_of(p, f, &count);
	bool leaves = false, changes = false;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, records[i]);

		leaves |= m->kind == AN_MARK_RETURN && m->line >= span->line && m->line <= span->end_line;
	}
	records = an_changes_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, records[i]);

		changes |= w->kind == AN_WRITE_CHANGE && w->line >= span->line && w->line <= span->end_line;
	}
	return leaves && !changes;
}

/* The parameter that is the list: of the cursor's own type, or what the cursor points into. */
static an_id list_parameter(const struct an_program *p, uint32_t f, an_id cursor)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_function *function = an_function_of(p, f);
	const char *type = an_text(u, an_symbol_at(u, cursor)->type);
	an_id found = 0;

	for (an_id s = function->first_param; s < function->first_param + function->param_count; s++) {
		const char *own = an_text(u, an_symbol_at(u, s)->type);

		if (!strcmp(own, type) && strstr(own, "**"))
			return s;
		if (!strncmp(own, type, strcspn(type, "*")) && strchr(own, '*') && !found && strstr(own, "**"))
			found = s;
	}
	return found;
}

void an_find_sorted_lists(struct an_finder *s, uint32_t f)
{
	const an_unit *u = an_unit_of(s->p, f);
	uint32_t count;
	const an_id *loops = an_loops_of(s->p, f, &count);

	if (u->language == AN_PYTHON || !count || !may_insert(s->p, f))
		return;
	for (uint32_t i = 0; i < count; i++) {
		an_id cursor, list, walked = an_loop_at(u, loops[i])->iterated;
		bool stops;

		if (an_loop_at(u, loops[i])->parent || !an_loop_grows(s->p, f, loops[i]) ||
		    !walks_links(s->p, f, loops[i], &stops) || looks_for_same(s->p, f, loops[i]) ||
		    !links_behind(s->p, f, loops[i], &cursor))
			continue;
		list = list_parameter(s->p, f, cursor);
		if (!list && !stops && walked && an_owner_of(s->p, f, walked) != AN_NOT_OWNED)
			list = walked;
		/* *tail = &(**tail)->next: the caller's pointer to the end goes along. */
		if (list && (stops || !strstr(an_text(u, an_symbol_at(u, list)->type), "***")))
			an_add_search(s, f, (struct an_search){ .loop = loops[i], .symbol = list, .grows = true,
							     .deed = stops ? AN_DEED_SORTED : AN_DEED_TAIL });
	}
}
