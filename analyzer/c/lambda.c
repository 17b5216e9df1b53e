/* lambda.c - lambdas, and functions that the library calls back. */
#include <string.h>
#include "analyzer/c/walk_p.h"

struct an_c_term an_c_lambda(struct an_c_walk *w, CXCursor c)
{
	struct an_c_term t = an_c_term_of(w, c, AN_ARG_FUNCTION);
	struct an_c_kids kids = an_c_kids(w, c);
	an_id function;

	t.function = an_c_lambda_key(&w->names, c);
	/* [x = f()] is set up here; the rest is run where the lambda is called. */
	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (clang_getCursorKind(kid) == CXCursor_VarDecl)
			an_c_local(w, kid, NULL);
		else if (an_c_is_expr(kid))
			an_c_effect(w, kid);
	}
	function = an_c_add_function(w, c, t.function, 0, AN_FN_LAMBDA);
	for (size_t i = 0; i < kids.count; i++) {
		if (clang_getCursorKind(an_c_kid(w, kids, i)) == CXCursor_CompoundStmt)
			an_c_body(w, an_c_kid(w, kids, i), function);
	}
	an_c_kids_done(w, kids);
	return t;
}

static const struct callback { const char *name; uint16_t flags; } callbacks[] = {
#define CALLBACK(name, flags) { name, flags },
#define DEFERS(name)
#include "analyzer/c/callbacks.def"
#undef CALLBACK
#undef DEFERS
};

static const char *const deferring[] = {
#define CALLBACK(name, flags)
#define DEFERS(name) name,
#include "analyzer/c/callbacks.def"
#undef CALLBACK
#undef DEFERS
};

static const struct callback *find_callback(const char *name)
{
	for (size_t i = 0; i < sizeof callbacks / sizeof *callbacks; i++) {
		if (!strcmp(callbacks[i].name, name))
			return &callbacks[i];
	}
	return NULL;
}

static bool defers(const char *name)
{
	for (size_t i = 0; i < sizeof deferring / sizeof *deferring; i++) {
		if (!strcmp(deferring[i], name))
			return true;
	}
	return false;
}

static an_id add_loop(struct an_c_walk *w, const struct an_c_call *call, uint16_t flags)
{
	struct an_loop loop = { .parent = w->flow.loop, .function = w->flow.function, .kind = AN_CALLBACK,
				.flags = flags };
	const struct an_c_term *over = &call->object;
	an_id id;

	if (!over->kind && call->arg_count)
		over = an_c_arg(w, call, 0);
	loop.span = loop.header = an_c_span(&w->source, call->cursor);
	loop.iterated = over->symbol;
	loop.small = over->small || (over->symbol && an_edit_symbol(w->b, over->symbol)->small);
	id = an_add_loop(w->b, &loop);
	if (over->kind)
		an_c_set_over(w, id, over->cursor);
	return id;
}

static void call_back(struct an_c_walk *w, const struct an_c_term *function)
{
	const struct an_c_decl *d = an_c_decl(&w->names, clang_getCursorReferenced(function->cursor));
	an_id op = an_c_op(w, AN_OP_CALL, function->cursor, NULL, 0);

	an_edit_op(w->b, op)->callee = function->function;
	an_edit_op(w->b, op)->name = d ? d->name : 0;
}

static bool passes_function(struct an_c_walk *w, const struct an_c_call *call)
{
	for (uint32_t i = 0; i < call->arg_count; i++) {
		if (an_c_arg(w, call, i)->kind == AN_ARG_FUNCTION)
			return true;
	}
	return false;
}

void an_c_call_backs(struct an_c_walk *w, const struct an_c_call *call, an_id op)
{
	const struct callback *callback;
	struct an_c_flow saved = w->flow;
	const char *name;

	if (!op || !call->callee || !passes_function(w, call))
		return;
	name = an_builder_text(w->b, call->callee->name);
	if (defers(name))
		an_edit_op(w->b, op)->flags |= AN_OP_DEFERRED;
	callback = find_callback(name);
	if (!callback)
		return;
	w->flow.loop = add_loop(w, call, callback->flags);
	w->flow.flags &= (uint16_t)~(AN_OP_GUARDED | AN_OP_IN_CONDITION);
	for (uint32_t i = 0; i < call->arg_count; i++) {
		if (an_c_arg(w, call, i)->kind == AN_ARG_FUNCTION)
			call_back(w, an_c_arg(w, call, i));
	}
	w->flow = saved;
}
