/* walk.c - the declarations of a translation unit: functions, classes, tables of functions. */
#include "analyzer/c/walk_p.h"

#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/model.h"
#include "core/text.h"
#include "analyzer/name_parts.h"

/* ---- functions ---- */

static struct an_span name_span(struct an_c_walk *w, CXCursor c, size_t length)
{
	struct an_c_point p = an_c_point_of(&w->source, clang_getCursorLocation(c));

	return (struct an_span){ p.line, p.column, p.line, p.column + (unsigned)length };
}

static bool is_test_name(const char *name)
{
	const char *last = an_last_name(name);

	/* Google Test makes a class with a TestBody of every TEST(). */
	return wr_starts_with(last, "test_") || !strcmp(last, "TestBody");
}

static void add_parameters(struct an_c_walk *w, CXCursor c, struct an_function *f)
{
	struct an_c_kids kids = an_c_kids(w, c);

	for (size_t i = 0; i < kids.count; i++) {
		if (clang_getCursorKind(an_c_kid(w, kids, i)) != CXCursor_ParmDecl)
			continue;
		an_id id = an_c_symbol(w, an_c_kid(w, kids, i));

		f->first_param = f->param_count++ ? f->first_param : id;
		if (!w->cpp)
			an_c_watch(w, id);
	}
	an_c_kids_done(w, kids);
}

an_id an_c_add_function(struct an_c_walk *w, CXCursor c, an_str key, an_str name, uint32_t flags)
{
	struct an_c_point at = an_c_point_of(&w->source, clang_getCursorLocation(c));
	CXType result = clang_getResultType(clang_getCursorType(c));
	struct an_function f = { .key = key, .name = name, .parent = w->flow.function, .flags = flags };
	struct an_c_flow saved = w->flow;
	an_id id;

	f.span = an_c_span(&w->source, c);
	f.head = name_span(w, c, flags & AN_FN_LAMBDA ? 1 : strlen(an_last_name(an_builder_text(w->b, name))));
	if (w->test_file || is_test_name(an_builder_text(w->b, name)))
		f.flags |= AN_FN_TEST;
	f.path = an_intern(w->b, at.file ? at.file->path : w->source.main->path);
	if (result.kind != CXType_Invalid && result.kind != CXType_Void) {
		f.returns = an_c_type(&w->types, result)->name;
		f.returns_value = an_c_type(&w->types, result)->value;
	}
	if (w->generated && at.file == w->source.main)
		f.flags |= AN_FN_GENERATED;
	id = an_add_function(w->b, &f);
	w->flow.function = id;
	add_parameters(w, c, &f);
	w->flow = saved;
	an_edit_function(w->b, id)->first_param = f.first_param;
	an_edit_function(w->b, id)->param_count = f.param_count;
	return id;
}

void an_c_body(struct an_c_walk *w, CXCursor body, an_id function)
{
	struct an_c_flow saved = w->flow;

	w->flow = (struct an_c_flow){ .function = function, .class = saved.class };
	an_c_stmt(w, body);
	w->flow = saved;
}

/* A(int n) : field(n), other() { }: the field takes the value. */
static void initialize_member(struct an_c_walk *w, CXCursor field, CXCursor value)
{
	size_t mark = w->use_count;
	struct an_c_term t = an_c_expr(w, value);

	an_c_write(w, an_c_member(w, an_c_self(w), field, true, clang_getCursorType(field)), AN_WRITE_ASSIGN, false,
		   value);
	if (t.op)
		an_edit_op(w->b, t.op)->result = an_c_member(w, an_c_self(w), field, true, clang_getCursorType(field));
	if (t.kind == AN_ARG_FUNCTION)
		an_c_alias(w, field, &t);
	w->use_count = mark;
}

/* What stands between a constructor's head and its body, then the body. */
static void walk_parts(struct an_c_walk *w, CXCursor c, an_id function)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_flow saved = w->flow;
	CXCursor field = clang_getNullCursor();
	const struct an_c_decl *outer = an_c_decl(&w->names, clang_getCursorSemanticParent(c));

	w->flow = (struct an_c_flow){ .function = function };
	if (w->cpp && outer && outer->name)
		w->flow.class = an_intern(w->b, wr_arena_printf(w->arena, "%s *", an_builder_text(w->b, outer->name)));
	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (clang_getCursorKind(kid) == CXCursor_MemberRef) {
			field = clang_getCursorReferenced(kid);
		} else if (an_c_is_expr(kid)) {
			if (clang_Cursor_isNull(field))
				an_c_effect(w, kid);            /* of a base class */
			else
				initialize_member(w, field, kid);
			field = clang_getNullCursor();
		} else if (clang_isStatement(clang_getCursorKind(kid))) {
			if (clang_getCursorKind(kid) == CXCursor_UnexposedStmt)
				an_edit_function(w->b, function)->flags |= AN_FN_COROUTINE;
			an_c_stmt(w, kid);
		}
	}
	w->flow = saved;
	an_c_kids_done(w, kids);
}

static bool is_template(CXCursor c)
{
	while (clang_isDeclaration(clang_getCursorKind(c))) {
		enum CXCursorKind kind = clang_getCursorKind(c);

		if (kind == CXCursor_FunctionTemplate || kind == CXCursor_ClassTemplate ||
		    kind == CXCursor_ClassTemplatePartialSpecialization)
			return true;
		c = clang_getCursorSemanticParent(c);
	}
	return false;
}

static uint32_t method_flags(CXCursor c, const struct an_c_decl *d)
{
	uint32_t flags = is_template(c) ? AN_FN_TEMPLATE : 0;

	if (d->flags & AN_C_CONSTRUCTOR)
		flags |= AN_FN_CONSTRUCTOR;
	if (d->flags & AN_C_CONST)
		flags |= AN_FN_CONST;
	if (d->flags & AN_C_MOVES || clang_CXXMethod_isMoveAssignmentOperator(c))
		flags |= AN_FN_TAKES_OVER;
	if (clang_getCursorExceptionSpecificationType(c) != CXCursor_ExceptionSpecificationKind_None)
		flags |= AN_FN_NOTHROW;
	return flags;
}

/* noexcept(false): libclang does not tell it from noexcept(true). */
static bool says_that_it_throws(struct an_c_walk *w, CXCursor c)
{
	size_t n;
	const char *text;

	if (clang_getCursorExceptionSpecificationType(c) != CXCursor_ExceptionSpecificationKind_ComputedNoexcept)
		return false;
	text = an_c_text(&w->source, c, &n);
	return text && memmem(text, n, "noexcept(false)", strlen("noexcept(false)"));
}

static uint32_t destructor_flags(struct an_c_walk *w, CXCursor c)
{
	CXCursor class = clang_getCursorSemanticParent(c);

	if (says_that_it_throws(w, c))
		return AN_FN_THROWS;
	if (clang_CXXMethod_isVirtual(c) || clang_equalCursors(class, clang_getCursorLexicalParent(c)) || is_template(c) ||
	    !(clang_CXXMethod_isDefaulted(c) || an_c_does_nothing(c)) ||
	    !an_c_is_plain(&w->types, clang_getCursorType(class)))
		return 0;
	return AN_FN_NEEDLESS;
}

static void function(struct an_c_walk *w, CXCursor c)
{
	const struct an_c_decl *d = an_c_decl(&w->names, c);
	uint32_t flags = 0;

	if (d->flags & (AN_C_METHOD | AN_C_CONSTRUCTOR) || clang_getCursorKind(c) == CXCursor_Destructor)
		flags |= AN_FN_METHOD;
	if (clang_getCursorLinkage(c) == CXLinkage_Internal)
		flags |= AN_FN_STATIC;
	if (clang_CXXMethod_isVirtual(c))
		flags |= AN_FN_VIRTUAL;
	if (w->cpp)
		flags |= method_flags(c, d);
	if (clang_getCursorKind(c) == CXCursor_Destructor)
		flags |= destructor_flags(w, c);
	walk_parts(w, c, an_c_add_function(w, c, d->key, d->name, flags));
}

/* ---- classes ---- */

static void add_overrides(struct an_c_walk *w, CXCursor method)
{
	const struct an_c_decl *d = an_c_decl(&w->names, method);
	CXCursor *overridden = NULL;
	unsigned n = 0;

	clang_getOverriddenCursors(method, &overridden, &n);
	for (unsigned i = 0; i < n; i++) {
		const struct an_c_decl *base = an_c_decl(&w->names, overridden[i]);

		if (base && base->key && d->key)
			an_add_alias(w->b, an_builder_text(w->b, base->key), an_builder_text(w->b, d->key));
	}
	clang_disposeOverriddenCursors(overridden);
}

static void add_class(struct an_c_walk *w, CXCursor c, struct an_c_kids kids)
{
	const struct an_c_decl *d = an_c_decl(&w->names, c);
	const char **bases = wr_calloc(kids.count + 1, sizeof *bases);
	size_t n = 0;

	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);
		const struct an_c_decl *base;

		if (clang_getCursorKind(kid) != CXCursor_CXXBaseSpecifier)
			continue;
		base = an_c_decl(&w->names, clang_getTypeDeclaration(clang_getCursorType(kid)));
		if (base && base->key)
			bases[n++] = wr_arena_strdup(w->arena, an_builder_text(w->b, base->key));
	}
	an_add_class(w->b, an_builder_text(w->b, d->key), an_builder_text(w->b, d->name), bases, n);
	free(bases);
}

static void class(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids;

	if (!clang_isCursorDefinition(c))
		return;
	kids = an_c_kids(w, c);
	add_class(w, c, kids);
	for (size_t i = 0; i < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);

		if (clang_getCursorKind(kid) == CXCursor_CXXMethod && clang_CXXMethod_isVirtual(kid))
			add_overrides(w, kid);
		an_c_declaration(w, kid);
	}
	an_c_kids_done(w, kids);
}

/* ---- globals and what holds declarations ---- */

static void global(struct an_c_walk *w, CXCursor c)
{
	CXCursor value = clang_Cursor_getVarDeclInitializer(c);
	struct an_c_flow saved = w->flow;
	struct an_c_term t;
	size_t mark = w->use_count;

	if (clang_Cursor_isNull(value))
		return;
	w->flow = (struct an_c_flow){ .silent = true };
	an_c_initializer(w, c, value, clang_getCursorType(c));
	if (an_c_type(&w->types, clang_getCursorType(c))->value == AN_VALUE_FUNCTION) {
		t = an_c_expr(w, value);
		an_c_alias(w, c, &t);
	}
	w->flow = saved;
	w->use_count = mark;
}

static void members(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);

	for (size_t i = 0; i < kids.count; i++)
		an_c_declaration(w, an_c_kid(w, kids, i));
	an_c_kids_done(w, kids);
}

static bool of_project(struct an_c_walk *w, CXCursor c)
{
	struct an_c_point p;

	if (clang_Location_isInSystemHeader(clang_getCursorLocation(c)))
		return false;
	p = an_c_point_of(&w->source, clang_getCursorLocation(c));
	return p.file && p.file->project;
}

void an_c_declaration(struct an_c_walk *w, CXCursor c)
{
	switch (clang_getCursorKind(c)) {
	case CXCursor_FunctionDecl:
	case CXCursor_FunctionTemplate:
	case CXCursor_CXXMethod:
	case CXCursor_Constructor:
	case CXCursor_Destructor:
	case CXCursor_ConversionFunction:
		if (clang_isCursorDefinition(c) && of_project(w, c))
			function(w, c);
		break;
	case CXCursor_VarDecl:
		if (clang_isCursorDefinition(c) && of_project(w, c))
			global(w, c);
		break;
	case CXCursor_ClassDecl:
	case CXCursor_StructDecl:
	case CXCursor_UnionDecl:
	case CXCursor_ClassTemplate:
	case CXCursor_ClassTemplatePartialSpecialization:
		if (w->cpp && of_project(w, c))
			class(w, c);
		break;
	case CXCursor_Namespace:
	case CXCursor_LinkageSpec:
	case CXCursor_UnexposedDecl:
	case CXCursor_FriendDecl:
		if (w->cpp && !clang_Location_isInSystemHeader(clang_getCursorLocation(c)))
			members(w, c);
		break;
	default:
		break;
	}
}

static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data)
{
	(void)parent;
	an_c_declaration(data, c);
	return CXChildVisit_Continue;
}

void an_c_walk_unit(struct an_c_walk *w, CXTranslationUnit unit)
{
	*WR_PUSH(w->stored, w->stored_count, w->stored_cap) = (struct an_c_stored){ 0 };
	clang_visitChildren(clang_getTranslationUnitCursor(unit), visit, w);
	an_c_note_read_only(w);
	if (w->too_deep)
		an_add_diagnostic(w->b, 1, 1, WR_WARNING,
				  "nested too deeply: what lies more than 20,000 levels deep was not analysed");
}

void an_c_walk_free(struct an_c_walk *w)
{
	an_c_types_free(&w->types);
	an_c_names_free(&w->names);
	an_c_source_free(&w->source);
	free(w->kids);
	free(w->uses);
	free(w->terms);
	free(w->symbols);
	free(w->links);
	free(w->stored);
	free(w->watched);
	free(w->mentioned);
	free(w->guards);
}
