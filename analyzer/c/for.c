/*
 * for.c - which part of a for statement is which.
 *
 * libclang leaves out the children that are not there and does not say which
 * those are: for (;n;) and for (n;;) look alike.  Where the statement is
 * written out, the semicolons in its text tell; where a macro makes it, what the
 * parts look like.
 */
#include <string.h>
#include "analyzer/c/walk_p.h"

/* The end of a string, character or comment that begins at text[i], or i. */
static size_t skip_quoted(const char *text, size_t n, size_t i)
{
	const char *end = text + n, *stop;

	if (text[i] == '"' || text[i] == '\'') {
		size_t j = i + 1;

		while (j < n && text[j] != text[i])
			j += text[j] == '\\' ? 2 : 1;
		return j < n ? j + 1 : n;
	}
	if (text[i] == '/' && i + 1 < n && text[i + 1] == '*') {
		stop = memmem(text + i + 2, (size_t)(end - (text + i + 2)), "*/", 2);
		return stop ? (size_t)(stop + 2 - text) : n;
	}
	if (text[i] == '/' && i + 1 < n && text[i + 1] == '/') {
		stop = memchr(text + i, '\n', n - i);
		return stop ? (size_t)(stop - text) : n;
	}
	return i;
}

/* Offsets of the two semicolons of a for statement that is written out; false if a macro makes it. */
static bool find_semicolons(struct an_c_walk *w, CXCursor c, struct an_c_file **file, size_t semicolon[2])
{
	struct an_c_point p = an_c_point_of(&w->source, clang_getRangeStart(clang_getCursorExtent(c)));
	const char *text = p.file ? an_c_file_text(&w->source, p.file) : "";
	int depth = 0, found = 0;

	if (!p.file || p.offset + 4 > p.file->size || memcmp(text + p.offset, "for", 3))
		return false;
	*file = p.file;
	for (size_t i = p.offset + 3; i < p.file->size && found < 2;) {
		size_t after = skip_quoted(text, p.file->size, i);

		if (after > i) {
			i = after;
			continue;
		}
		if (strchr("([{", text[i]) && text[i])
			depth++;
		else if (strchr(")]}", text[i]) && text[i] && --depth == 0)
			return false;
		else if (text[i] == ';' && depth == 1)
			semicolon[found++] = i;
		i++;
	}
	return found == 2;
}

static bool is_increment(CXCursor c)
{
	enum CXUnaryOperatorKind unary = clang_getCursorUnaryOperatorKind(c);
	enum CXBinaryOperatorKind binary = clang_getCursorBinaryOperatorKind(c);

	return (unary >= CXUnaryOperator_PostInc && unary <= CXUnaryOperator_PreDec) ||
	       binary >= CXBinaryOperator_Assign;
}

/* The part that a child is by what it looks like, for loops that a macro makes. */
static int part_by_shape(CXCursor c, size_t i, size_t count)
{
	enum CXCursorKind kind = clang_getCursorKind(c);

	if (kind == CXCursor_VarDecl)
		return AN_C_DECLARATION;
	if (kind == CXCursor_DeclStmt || (i == 0 && count == 3) ||
	    (i == 0 && clang_getCursorBinaryOperatorKind(c) == CXBinaryOperator_Assign))
		return AN_C_INIT;
	if (is_increment(c) || (i > 0 && i + 1 == count && count == 3))
		return AN_C_INCREMENT;
	return AN_C_CONDITION;
}

static int part_by_place(struct an_c_walk *w, CXCursor c, struct an_c_file *file, const size_t semicolon[2])
{
	struct an_c_point p = an_c_point_of(&w->source, clang_getRangeStart(clang_getCursorExtent(c)));

	if (p.file != file || p.offset < semicolon[0])
		return AN_C_INIT;
	if (clang_getCursorKind(c) == CXCursor_VarDecl)
		return AN_C_DECLARATION;
	return p.offset < semicolon[1] ? AN_C_CONDITION : AN_C_INCREMENT;
}

struct an_c_parts an_c_split_for(struct an_c_walk *w, CXCursor c)
{
	struct an_c_kids kids = an_c_kids(w, c);
	struct an_c_parts p = { .body = kids.count ? an_c_kid(w, kids, kids.count - 1) : c };
	struct an_c_file *file = NULL;
	size_t semicolon[2];
	bool placed = find_semicolons(w, c, &file, semicolon);

	for (size_t i = 0; i + 1 < kids.count; i++) {
		CXCursor kid = an_c_kid(w, kids, i);
		int part = placed ? part_by_place(w, kid, file, semicolon) : part_by_shape(kid, i, kids.count - 1);

		p.part[part] = kid;
		p.has[part] = true;
	}
	an_c_kids_done(w, kids);
	return p;
}
