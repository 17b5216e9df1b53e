/* write.c - what may change, and through which name. */
#include "analyzer/c/walk_p.h"
#include "core/alloc.h"

enum {
	ORIGINS = 4,            /* references to references that are followed */
	MEMBERS = 4,            /* members of members */
	LOOK_BACK = 1024        /* writes of a loop */
};

static void add(struct an_c_walk *w, an_id symbol, enum an_write_kind kind, bool grows, uint32_t line)
{
	struct an_write record = { .symbol = symbol, .function = w->flow.function, .loop = w->flow.loop,
				   .line = line, .kind = (uint8_t)kind, .grows = grows,
				   .how = kind == AN_WRITE_ASSIGN ? w->how : (uint8_t)AN_HOW_UNKNOWN };

	an_add_write(w->b, &record);
	*WR_PUSH(w->stored, w->stored_count, w->stored_cap) =
		(struct an_c_stored){ symbol, (uint8_t)kind, grows };
}

/* The objects that a member belongs to change with it.  Returns the outermost. */
static an_id add_with_bases(struct an_c_walk *w, an_id symbol, enum an_write_kind kind, bool grows, uint32_t line)
{
	add(w, symbol, kind, grows, line);
	while (an_edit_symbol(w->b, symbol)->kind == AN_MEMBER) {
		symbol = an_edit_symbol(w->b, symbol)->base;
		add(w, symbol, AN_WRITE_CHANGE, false, line);
	}
	return symbol;
}

/* What is done to an object that is passed on may be done to its members. */
static void pass_members(struct an_c_walk *w, an_id symbol, uint32_t line, int depth)
{
	for (an_id m = an_c_links(w, symbol)->first_member; m && depth < MEMBERS; m = an_c_links(w, m)->next_member) {
		add(w, m, AN_WRITE_PASS, false, line);
		pass_members(w, m, line, depth + 1);
	}
}

void an_c_catch_up(struct an_c_walk *w, an_id member, an_id base)
{
	const struct an_c_course *course = an_c_course(w);
	size_t first = course ? course->first_store : w->stored_count;

	if (w->flow.silent)
		return;
	if (w->stored_count - first > LOOK_BACK)
		first = w->stored_count - LOOK_BACK;
	for (size_t i = first; i < w->stored_count; i++) {
		if (w->stored[i].symbol == base && w->stored[i].kind == AN_WRITE_PASS) {
			add(w, member, AN_WRITE_PASS, false, an_edit_symbol(w->b, member)->line);
			return;
		}
	}
}

/* Does assigning to the symbol change another one, as it does through a reference? */
static bool is_reference(struct an_c_walk *w, const struct an_c_term *t)
{
	CXCursor d = clang_getCursorReferenced(t->cursor);

	/* The names of auto &[a, b] have no reference type, yet are references if they have an origin. */
	return w->cpp && (clang_getCursorKind(d) == CXCursor_UnexposedDecl ||
			  clang_getCanonicalType(clang_getCursorType(d)).kind == CXType_LValueReference);
}

static void write_origins(struct an_c_walk *w, an_id symbol, enum an_write_kind kind, uint32_t line)
{
	for (int i = 0; i < ORIGINS; i++) {
		symbol = an_c_origin(w, symbol);
		if (!symbol)
			return;
		add_with_bases(w, symbol, kind == AN_WRITE_ASSIGN ? AN_WRITE_CHANGE : kind, false, line);
	}
}

void an_c_write(struct an_c_walk *w, an_id symbol, enum an_write_kind kind, bool grows, CXCursor at)
{
	uint32_t line;
	an_id root;

	if (!symbol || w->flow.silent)
		return;
	line = an_c_point_of(&w->source, clang_getCursorLocation(at)).line;
	root = add_with_bases(w, symbol, kind, grows, line);
	if (kind == AN_WRITE_PASS)
		pass_members(w, symbol, line, 0);
	if (kind != AN_WRITE_ASSIGN)
		write_origins(w, symbol, kind, line);
	if (root != symbol)
		write_origins(w, root, AN_WRITE_CHANGE, line);
}

void an_c_store(struct an_c_walk *w, const struct an_c_term *to, CXCursor at)
{
	if (to->kind != AN_ARG_SYMBOL) {
		an_c_write(w, to->symbol, AN_WRITE_CHANGE, false, at);
		return;
	}
	an_c_write(w, to->symbol, AN_WRITE_ASSIGN, false, at);
	if (an_c_origin(w, to->symbol) && is_reference(w, to) && !w->flow.silent)
		write_origins(w, to->symbol, AN_WRITE_CHANGE,
			      an_c_point_of(&w->source, clang_getCursorLocation(at)).line);
}

void an_c_pass(struct an_c_walk *w, const struct an_c_term *t, CXCursor at)
{
	an_c_write(w, t->symbol, AN_WRITE_PASS, false, at);
}

void an_c_escape(struct an_c_walk *w, const struct an_c_term *t, CXCursor at)
{
	if (t->address)
		an_c_pass(w, t, at);
}
