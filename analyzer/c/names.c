/* names.c - keys and canonical names of declarations, each worked out once per unit. */
#include "analyzer/c/names_p.h"

#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/text.h"

void an_c_names_init(struct an_c_names *n, struct an_builder *b, struct an_c_source *source, bool cpp)
{
	*n = (struct an_c_names){ .b = b, .source = source, .arena = source->arena, .cpp = cpp, .slot_count = 1024 };
	n->slots = wr_calloc(n->slot_count, sizeof *n->slots);
}

void an_c_names_free(struct an_c_names *n)
{
	free(n->slots);
	n->slots = NULL;
}

/* ---- names ---- */

bool an_c_is_function(enum CXCursorKind kind)
{
	return kind == CXCursor_FunctionDecl || kind == CXCursor_CXXMethod || kind == CXCursor_Constructor ||
	       kind == CXCursor_Destructor || kind == CXCursor_ConversionFunction ||
	       kind == CXCursor_FunctionTemplate;
}

/* clang_getCursorSpelling without template arguments ("St<T>" is how a template's constructor is spelled). */
static void add_spelling(struct wr_buf *out, CXCursor c)
{
	CXString spelling = clang_getCursorSpelling(c);
	const char *s = clang_getCString(spelling);

	if (wr_starts_with(s, "operator"))
		wr_buf_str(out, s);
	else
		wr_buf_add(out, s, strcspn(s, "<"));
	clang_disposeString(spelling);
}

static bool names_something(CXCursor c)
{
	enum CXCursorKind kind = clang_getCursorKind(c);

	if (kind == CXCursor_Namespace && clang_Cursor_isInlineNamespace(c))
		return false;
	return kind != CXCursor_LinkageSpec && kind != CXCursor_UnexposedDecl && !clang_Cursor_isAnonymous(c);
}

/* One part of a qualified name; within std, basic_x is x. */
static void add_part(struct wr_buf *out, CXCursor c)
{
	size_t start = out->len;

	add_spelling(out, c);
	if (start >= 5 && wr_starts_with(out->data, "std::") && wr_starts_with(out->data + start, "basic_")) {
		memmove(out->data + start, out->data + start + 6, out->len - start - 6 + 1);
		out->len -= 6;
	}
}

enum { NEST_LIMIT = 64 };

static void add_qualified(struct wr_buf *out, CXCursor c, int depth)
{
	CXCursor outer = clang_getCursorSemanticParent(c);
	enum CXCursorKind kind = clang_getCursorKind(outer);

	/* What stands in a function is named by itself. */
	if (depth < NEST_LIMIT && clang_isDeclaration(kind) && !an_c_is_function(kind)) {
		size_t start = out->len;

		add_qualified(out, outer, depth + 1);
		if (out->len > start)
			wr_buf_str(out, "::");
	}
	if (names_something(c))
		add_part(out, c);
	else if (out->len >= 2 && !strcmp(out->data + out->len - 2, "::"))
		out->data[out->len -= 2] = '\0';
}

/* "__builtin___strcpy_chk" is strcpy. */
static const char *without_builtin(struct wr_arena *arena, const char *name)
{
	size_t n;

	if (!wr_starts_with(name, "__builtin_"))
		return name;
	name += strlen("__builtin_");
	if (!wr_starts_with(name, "__"))
		return name;
	n = strlen(name);
	return wr_ends_with(name, "_chk") ? wr_arena_strndup(arena, name + 2, n - 6) : name;
}

static void name_of(struct an_c_names *n, struct an_c_decl *d)
{
	struct wr_buf name = WR_BUF_INIT;
	const char *last;

	wr_buf_str(&name, "");
	if (n->cpp || clang_getCursorKind(d->cursor) == CXCursor_FieldDecl)
		add_qualified(&name, d->cursor, 0);
	else
		add_spelling(&name, d->cursor);
	d->name = an_intern(n->b, without_builtin(n->arena, name.data));
	if (wr_starts_with(name.data, "std::") || wr_starts_with(name.data, "__gnu_cxx::"))
		d->flags |= AN_C_STD;
	last = strstr(name.data, "operator");
	if (!last || (last > name.data && last[-1] != ':')) {
		last = strrchr(name.data, ':');
		last = last ? last + 1 : name.data;
	}
	d->last = wr_arena_strdup(n->arena, last);
	wr_buf_free(&name);
}

/* ---- keys ---- */

an_str an_c_lambda_key(struct an_c_names *n, CXCursor at)
{
	struct an_c_point p = an_c_point_of(n->source, clang_getRangeStart(clang_getCursorExtent(at)));
	char *key = wr_arena_printf(n->arena, "lambda@%s:%u:%u", p.file ? p.file->path : "", p.line, p.column);

	return an_intern(n->b, key);
}

static an_str key_of(struct an_c_names *n, CXCursor c)
{
	CXString usr = clang_getCursorUSR(c);
	const char *text = clang_getCString(usr);
	an_str key;

	if (clang_getCursorLinkage(c) == CXLinkage_Internal) {
		struct an_c_point p = an_c_point_of(n->source, clang_getCursorLocation(clang_getCanonicalCursor(c)));

		text = wr_arena_printf(n->arena, "%s@%s", text, p.file ? p.file->path : "");
	}
	key = an_intern(n->b, text);
	clang_disposeString(usr);
	return key;
}

/* ---- functions ---- */

bool an_c_is_mutable(CXType type)
{
	CXType t = clang_getCanonicalType(type), to;

	if (t.kind == CXType_RValueReference)
		return true;
	if (t.kind != CXType_Pointer && t.kind != CXType_LValueReference)
		return false;
	to = clang_getPointeeType(t);
	return to.kind != CXType_FunctionProto && to.kind != CXType_FunctionNoProto && !clang_isConstQualifiedType(to);
}

struct attribute_search { struct an_c_names *n; bool found; };

static enum CXChildVisitResult find_noreturn(CXCursor c, CXCursor parent, CXClientData data)
{
	struct attribute_search *search = data;
	const char *text;
	size_t size;

	(void)parent;
	if (clang_getCursorKind(c) != CXCursor_UnexposedAttr)
		return CXChildVisit_Continue;
	text = an_c_text(search->n->source, c, &size);
	search->found = text && (memmem(text, size, "noreturn", 8) || memmem(text, size, "Noreturn", 8) ||
				 memmem(text, size, "NORETURN", 8));
	return search->found ? CXChildVisit_Break : CXChildVisit_Continue;
}

/* GNU's attribute is part of the type; [[noreturn]] and _Noreturn are only there as text. */
static bool never_returns(struct an_c_names *n, struct an_c_decl *d)
{
	static const char *const known[] = { "exit", "_exit", "_Exit", "quick_exit", "abort", "longjmp", "siglongjmp",
					     "__assert_fail", "terminate", "unreachable", "__builtin_unreachable", NULL };
	struct attribute_search search = { n, false };
	CXString type;

	for (const char *const *k = known; *k; k++) {
		if (!strcmp(d->last, *k) && (d->flags & AN_C_SYSTEM || wr_starts_with(*k, "__builtin")))
			return true;
	}
	/* What returns a value has a way to return. */
	if (clang_getResultType(clang_getCursorType(d->cursor)).kind != CXType_Void)
		return false;
	type = clang_getTypeSpelling(clang_getCursorType(d->cursor));
	search.found = strstr(clang_getCString(type), "noreturn") != NULL;
	clang_disposeString(type);
	if (!search.found && clang_Cursor_hasAttrs(d->cursor))
		clang_visitChildren(d->cursor, find_noreturn, &search);
	return search.found;
}

static void parameters_of(struct an_c_decl *d)
{
	CXType type = clang_getCursorType(d->cursor);
	int count = clang_getNumArgTypes(type);

	if (type.kind == CXType_FunctionNoProto || count < 0)
		d->flags |= AN_C_UNTYPED;
	if (clang_isFunctionTypeVariadic(type))
		d->flags |= AN_C_VARIADIC;
	d->parameters = count > 0 ? (uint32_t)count : 0;
	for (uint32_t i = 0; i < d->parameters && i < 64; i++) {
		if (an_c_is_mutable(clang_getArgType(type, i)))
			d->mutable |= (uint64_t)1 << i;
	}
}

static bool is_lambda_class(CXCursor c)
{
	CXString spelling = clang_getCursorSpelling(c);
	bool lambda = wr_starts_with(clang_getCString(spelling), "(lambda");

	clang_disposeString(spelling);
	return lambda;
}

static void method_of(struct an_c_names *n, struct an_c_decl *d)
{
	CXCursor c = d->cursor;

	if (!clang_CXXMethod_isStatic(c))
		d->flags |= AN_C_METHOD;
	if (clang_CXXMethod_isConst(c))
		d->flags |= AN_C_CONST;
	if (!strcmp(d->last, "operator()") && is_lambda_class(clang_getCursorSemanticParent(c))) {
		d->flags |= AN_C_LAMBDA;
		d->key = an_c_lambda_key(n, clang_getCursorSemanticParent(c));
	}
}

static void constructor_of(struct an_c_decl *d)
{
	d->flags |= AN_C_CONSTRUCTOR;
	if (clang_CXXConstructor_isMoveConstructor(d->cursor))
		d->flags |= AN_C_MOVES;
	if (clang_CXXConstructor_isCopyConstructor(d->cursor))
		d->flags |= AN_C_COPIES;
}

static void function_of(struct an_c_names *n, struct an_c_decl *d, enum CXCursorKind kind)
{
	d->flags |= AN_C_FUNCTION;
	if (wr_starts_with(d->last, "operator") && d->last[8] && !strchr(" _", d->last[8]))
		d->flags |= AN_C_OPERATOR;
	if (kind == CXCursor_CXXMethod || kind == CXCursor_ConversionFunction)
		method_of(n, d);
	if (kind == CXCursor_Constructor)
		constructor_of(d);
	parameters_of(d);
	if (never_returns(n, d))
		d->flags |= AN_C_NORETURN;
}

/* ---- the table ---- */

static struct an_c_decl *describe(struct an_c_names *n, CXCursor declaration)
{
	struct an_c_decl *d = wr_arena_alloc(n->arena, sizeof *d);
	enum CXCursorKind kind = clang_getCursorKind(declaration);
	CXCursor pattern = clang_getSpecializedCursorTemplate(declaration);

	d->cursor = declaration;
	if (clang_Location_isInSystemHeader(clang_getCursorLocation(declaration)))
		d->flags |= AN_C_SYSTEM;
	name_of(n, d);
	if (an_c_is_function(kind))
		function_of(n, d, kind);
	/* The parts of std have long USRs, and nothing of the project is called so. */
	if (!d->key && !(d->flags & AN_C_STD))
		d->key = key_of(n, clang_Cursor_isNull(pattern) ? declaration : pattern);
	return d;
}

static void place(struct an_c_decl **slots, size_t slot_count, struct an_c_decl *d)
{
	size_t i = clang_hashCursor(d->cursor) & (slot_count - 1);

	while (slots[i])
		i = (i + 1) & (slot_count - 1);
	slots[i] = d;
}

static void grow(struct an_c_names *n)
{
	size_t count = n->slot_count * 2;
	struct an_c_decl **slots = wr_calloc(count, sizeof *slots);

	for (size_t i = 0; i < n->slot_count; i++) {
		if (n->slots[i])
			place(slots, count, n->slots[i]);
	}
	free(n->slots);
	n->slots = slots;
	n->slot_count = count;
}

const struct an_c_decl *an_c_decl(struct an_c_names *n, CXCursor declaration)
{
	struct an_c_decl *d;

	if (clang_Cursor_isNull(declaration) || clang_isInvalid(clang_getCursorKind(declaration)))
		return NULL;
	for (size_t i = clang_hashCursor(declaration) & (n->slot_count - 1); n->slots[i];
	     i = (i + 1) & (n->slot_count - 1)) {
		if (clang_equalCursors(n->slots[i]->cursor, declaration))
			return n->slots[i];
	}
	d = describe(n, declaration);
	if (++n->count * 3 > n->slot_count * 2)
		grow(n);
	place(n->slots, n->slot_count, d);
	return d;
}
