/* parse.c - a file through libclang, and what libclang says of it. */
#include "analyzer/c/parse_p.h"

#include <stdlib.h>
#include <string.h>
#include "core/model.h"
#include "core/text.h"

enum { REPORTED = 5 };          /* errors told to the user, per file */

CXIndex an_c_index_new(void)
{
	CXIndex index;

	/* Read by libclang at every parse; else it parses on a thread of its own with 8 MiB of stack. */
	setenv("LIBCLANG_NOTHREADS", "1", 1);
	setenv("LIBCLANG_DISABLE_CRASH_RECOVERY", "1", 1);
	index = clang_createIndex(0, 0);
	clang_toggleCrashRecovery(0);
	return index;
}

static enum CXErrorCode parse_cpp(CXIndex index, const struct an_c_flags *flags, CXTranslationUnit *unit)
{
	IndexerCallbacks none;
	CXIndexAction session = clang_IndexAction_create(index);
	int code;

	memset(&none, 0, sizeof none);
	code = clang_indexSourceFile(session, NULL, &none, sizeof none,
				     CXIndexOpt_SuppressRedundantRefs | CXIndexOpt_SuppressWarnings |
					     CXIndexOpt_SkipParsedBodiesInSession,
				     flags->file, flags->argv, (int)flags->count, NULL, 0, unit,
				     CXTranslationUnit_KeepGoing);
	clang_IndexAction_dispose(session);
	return (enum CXErrorCode)code;
}

static enum CXErrorCode parse(CXIndex index, const struct an_c_flags *flags, CXTranslationUnit *unit)
{
	*unit = NULL;
	if (flags->cpp)
		return parse_cpp(index, flags, unit);
	return clang_parseTranslationUnit2(index, flags->file, flags->argv, (int)flags->count, NULL, 0,
					   CXTranslationUnit_KeepGoing, unit);
}

static bool is_missing_header(CXDiagnostic d)
{
	CXString text = clang_getDiagnosticSpelling(d);
	bool missing = wr_ends_with(clang_getCString(text), "file not found");

	clang_disposeString(text);
	return missing;
}

static unsigned count_errors(CXTranslationUnit unit)
{
	unsigned n = clang_getNumDiagnostics(unit), errors = 0;

	for (unsigned i = 0; i < n; i++) {
		CXDiagnostic d = clang_getDiagnostic(unit, i);

		errors += clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error && !is_missing_header(d);
		clang_disposeDiagnostic(d);
	}
	return errors;
}

/* What is wrong in the standard that was guessed may be right in the next (C23: bool, nullptr, constexpr). */
static CXTranslationUnit try_newer(CXIndex index, struct an_c_flags *flags, CXTranslationUnit unit)
{
	unsigned errors = flags->guessed ? count_errors(unit) : 0;
	CXTranslationUnit newer;

	if (!errors || !an_c_flags_newer(flags) || parse(index, flags, &newer) || !newer)
		return unit;
	if (count_errors(newer) < errors) {
		clang_disposeTranslationUnit(unit);
		return newer;
	}
	clang_disposeTranslationUnit(newer);
	return unit;
}

CXTranslationUnit an_c_parse(CXIndex index, struct an_c_flags *flags, struct wr_err *err)
{
	CXTranslationUnit unit;
	enum CXErrorCode code = parse(index, flags, &unit);

	if (!unit) {
		an_c_flags_plain(flags);
		code = parse(index, flags, &unit);
	}
	if (!unit)
		wr_fail(err, WR_EINPUT, "%s: libclang could not read it (%s)", flags->file,
			code == CXError_ASTReadError ? "its flags are not understood" :
			code == CXError_Crashed ? "it crashed" : "no reason given");
	return unit ? try_newer(index, flags, unit) : NULL;
}

/* ---- diagnostics ---- */

struct place { CXFile file; unsigned line, column; };

static struct place place_of(CXDiagnostic d)
{
	struct place p = { .file = NULL };

	clang_getFileLocation(clang_getDiagnosticLocation(d), &p.file, &p.line, &p.column, NULL);
	return p;
}

static bool is_syntax(CXDiagnostic d)
{
	CXString text = clang_getDiagnosticCategoryText(d);
	bool syntax = !strcmp(clang_getCString(text), "Parse Issue");

	clang_disposeString(text);
	return syntax;
}

static void report(struct an_builder *b, CXDiagnostic d, struct place p, CXFile main)
{
	CXString text = clang_getDiagnosticSpelling(d), name;
	struct wr_buf message = WR_BUF_INIT;

	if (p.file && !clang_File_isEqual(p.file, main)) {
		name = clang_getFileName(p.file);
		wr_buf_printf(&message, "in %s:%u:%u: ", clang_getCString(name), p.line, p.column);
		clang_disposeString(name);
		p.line = p.column = 1;
	}
	wr_buf_str(&message, clang_getCString(text));
	an_add_diagnostic(b, p.line, p.column, WR_WARNING, message.data);
	wr_buf_free(&message);
	clang_disposeString(text);
}

static void mark_broken(struct an_builder *b, uint32_t line)
{
	for (an_id i = 1; i < an_builder_count(b, AN_FUNCTIONS); i++) {
		struct an_function *f = an_edit_function(b, i);

		if (line >= f->span.line && line <= f->span.end_line)
			f->flags |= AN_FN_BROKEN;
	}
}

/* Missing headers explain the errors behind them: where there are any, only they are told. */
static unsigned report_all(CXTranslationUnit unit, struct an_builder *b, CXFile main, bool headers)
{
	unsigned n = clang_getNumDiagnostics(unit), found = 0;

	for (unsigned i = 0; i < n; i++) {
		CXDiagnostic d = clang_getDiagnostic(unit, i);

		if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error && (!headers || is_missing_header(d)) &&
		    found++ < REPORTED)
			report(b, d, place_of(d), main);
		clang_disposeDiagnostic(d);
	}
	if (found > REPORTED) {
		struct wr_buf more = WR_BUF_INIT;

		wr_buf_printf(&more, "and %u more %s", found - REPORTED, headers ? "missing headers" : "errors");
		an_add_diagnostic(b, 1, 1, WR_WARNING, more.data);
		wr_buf_free(&more);
	}
	return found;
}

static void mark_all_broken(CXTranslationUnit unit, struct an_builder *b, CXFile main)
{
	unsigned n = clang_getNumDiagnostics(unit);

	for (unsigned i = 0; i < n; i++) {
		CXDiagnostic d = clang_getDiagnostic(unit, i);
		struct place p = place_of(d);

		if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error && is_syntax(d) && p.file &&
		    clang_File_isEqual(p.file, main))
			mark_broken(b, p.line);
		clang_disposeDiagnostic(d);
	}
}

void an_c_diagnose(CXTranslationUnit unit, struct an_builder *b)
{
	CXString name = clang_getTranslationUnitSpelling(unit);
	CXFile main = clang_getFile(unit, clang_getCString(name));

	clang_disposeString(name);
	if (!report_all(unit, b, main, true))
		report_all(unit, b, main, false);
	mark_all_broken(unit, b, main);
}
