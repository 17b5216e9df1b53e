/*
 * read_whole_file.c - a whole file in memory, only to be walked line by line.
 *
 * Costs: as much memory as the file is long, twice that when it is split; the first line is not looked at
 * before the last one is read.
 * Misses: files that a function reads and another one walks.
 * Wrongly reports: files that are known to be short.
 */
#include <string.h>
#include <strings.h>
#include "analyzer/rule.h"
#include "core/text.h"

static const char *name_of(const an_unit *u, an_id op)
{
	return an_text(u, an_op_at(u, op)->name);
}

static bool within(const struct an_span *inner, const struct an_span *outer)
{
	bool begins = inner->line > outer->line || (inner->line == outer->line && inner->column >= outer->column);
	bool ends = inner->end_line < outer->end_line ||
		    (inner->end_line == outer->end_line && inner->end_column <= outer->end_column);

	return begins && ends;
}

/* ---- Python ---- */

/* f.read(), f.readlines(), path.read_text(): all of it. */
static bool reads_all(const an_unit *u, an_id op)
{
	static const char *const names[] = { "io.File.read", "io.File.readlines", "pathlib.Path.read_text", NULL };
	const struct an_op *o = an_op_at(u, op);

	if (o->kind != AN_OP_CALL || !wr_is_one_of(an_text(u, o->name), names))
		return false;
	return !o->arg_count || !strcmp(an_text(u, o->name), "pathlib.Path.read_text");
}

/* text.splitlines(), text.split("\n") */
static bool splits_lines(const an_unit *u, const struct an_op *o)
{
	const char *name = an_text(u, o->name);

	if (wr_ends_with(name, ".splitlines"))
		return true;
	return wr_ends_with(name, ".split") && o->arg_count == 1 &&
	       !strcmp(an_text(u, an_arg_at(u, o->first_arg)->text), "\n");
}

/* How often the function mentions the symbol, in ops, loops and returns, but for one op. */
static unsigned mentions(const struct an_program *p, uint32_t f, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *list = an_ops_of(p, f, &count);
	unsigned n = 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, list[i]);

		n += o->receiver == symbol;
		for (uint32_t k = 0; k < o->arg_count; k++)
			n += an_arg_mentions(u, an_arg_at(u, o->first_arg + k), symbol);
	}
	list = an_loops_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++)
		n += an_loop_at(u, list[i])->iterated == symbol;
	list = an_marks_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, list[i]);

		for (uint32_t k = 0; m->kind == AN_MARK_RETURN && k < m->use_count; k++)
			n += an_use_at(u, m->first_use + k) == symbol;
	}
	return n;
}

static bool is_only_for(const struct an_program *p, uint32_t f, an_id symbol)
{
	uint32_t writes;

	an_writes_of(p, f, symbol, &writes);
	return symbol && an_symbol_at(an_unit_of(p, f), symbol)->kind == AN_LOCAL && writes == 1 && mentions(p, f, symbol) == 1;
}

/* The op that splits what this one read into lines, itself if it reads lines, or 0. */
static an_id lines_of(const struct an_program *p, uint32_t f, const an_id *ops, uint32_t count, uint32_t i)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, ops[i]);

	if (!strcmp(an_text(u, o->name), "io.File.readlines"))
		return ops[i];
	for (uint32_t k = i + 1; k < count && k < i + 40; k++) {
		const struct an_op *next = an_op_at(u, ops[k]);

		if (!splits_lines(u, next))
			continue;
		if (within(&o->span, &next->span) && o->span.line == next->span.line && o->span.column == next->span.column)
			return ops[k];
		if (o->result && next->receiver == o->result && is_only_for(p, f, o->result))
			return ops[k];
	}
	return 0;
}

/* The loop that walks the lines and is all that does; 0 = none. */
static an_id walked_by(const struct an_program *p, uint32_t f, an_id lines)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, lines);
	uint32_t count;
	const an_id *loops = an_loops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_loop *l = an_loop_at(u, loops[i]);

		if (l->kind != AN_FOR && l->kind != AN_COMPREHENSION)
			continue;
		/* Nothing around it: not reversed(), not sorted(), not a slice. */
		if (within(&o->span, &l->header) && o->span.end_line == l->header.end_line &&
		    o->span.end_column == l->header.end_column)
			return loops[i];
		if (o->result && l->iterated == o->result && !strchr(an_text(u, l->over), '(') &&
		    !strchr(an_text(u, l->over), '[') && is_only_for(p, f, o->result))
			return loops[i];
	}
	return 0;
}

/* Is there a word that says that the file may be long: app.log, export.csv, dump_path, sys.stdin? */
static bool sounds_long(const char *text)
{
	static const char *const words[] = { "log", "dump", "csv", "tsv", "jsonl", "corpus", "export", "upload", "records", "trace",
					     "histor", "backup", "archive", "wordlist", "stdin", NULL };

	for (const char *const *w = words; *w; w++) {
		if (strcasestr(text, *w))
			return true;
	}
	return false;
}

/* By the name of the function, of the file, or of what it is opened by. */
static bool may_be_long(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	an_id file = an_op_at(u, op)->receiver;
	const char *name = an_text(u, an_function_of(p, f)->name), *dot = strrchr(name, '.');
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	if (sounds_long(dot ? dot + 1 : name) || sounds_long(an_text(u, an_symbol_at(u, file)->name)))
		return true;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		bool opens = file ? o->result == file : within(&o->span, &an_op_at(u, op)->span) && ops[i] != op;

		for (uint32_t k = 0; opens && k < o->arg_count; k++) {
			const struct an_arg *arg = an_arg_at(u, o->first_arg + k);

			if (sounds_long(an_text(u, arg->text)) || sounds_long(an_text(u, an_symbol_at(u, arg->symbol)->name)))
				return true;
		}
	}
	return false;
}

static void check_python(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);
	an_id lines = u->language == AN_PYTHON && reads_all(u, op) ? lines_of(p, f, ops, count, an_place_among(p, f, op)) : 0;
	an_id loop = lines ? walked_by(p, f, lines) : 0;
	struct an_report *r;

	if (!loop || wr_ends_with(an_text(u, u->path), "setup.py") || an_op_aside(an_op_at(u, op)))
		return;
	r = an_report_op(sink, f, op, "%s reads the whole file into memory, only for %s to walk it line by line",
			 an_call_name(sink, f, op), an_loop_over(sink, f, loop));
	/* Of readlines() the loop goes on as it is without; here it takes a line of code more.  Most files that
	 * programs read so are short. */
	if (lines != op || !may_be_long(p, f, op))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, loop);
}

/* ---- C and C++ ---- */

static bool calls(const struct an_program *p, uint32_t f, const char *const *names)
{
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (wr_is_one_of(name_of(an_unit_of(p, f), ops[i]), names))
			return true;
	}
	return false;
}

static an_id argument(const an_unit *u, an_id op, uint32_t i)
{
	const struct an_op *o = an_op_at(u, op);

	return i < o->arg_count ? an_arg_at(u, o->first_arg + i)->symbol : 0;
}

/* strtok(text, "\n"), strsep(&text, "\n"): a line at a time, of the buffer or of a pointer into it. */
static an_id splits_buffer(const struct an_program *p, uint32_t f)
{
	static const char *const names[] = { "strtok", "strtok_r", "strsep", NULL };
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		const char *separators = o->arg_count > 1 ? an_text(u, an_arg_at(u, o->first_arg + 1)->text) : "";

		if (o->kind == AN_OP_CALL && wr_is_one_of(an_text(u, o->name), names) &&
		    (!strcmp(separators, "\n") || !strcmp(separators, "\r\n")))
			return ops[i];
	}
	return 0;
}

/* The size is asked for, all of it is read into memory made for it, and that is split into lines. */
static void check_c(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	static const char *const sizes[] = { "ftell", "ftello", "fstat", "stat", NULL };
	static const char *const makes[] = { "malloc", "calloc", "realloc", NULL };
	static const char *const reads[] = { "fread", "read", NULL };
	const an_unit *u = an_unit_of(p, f);
	an_id split = splits_buffer(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	if (!split || !calls(p, f, sizes) || !calls(p, f, makes))
		return;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		an_id buffer = o->kind == AN_OP_CALL && wr_is_one_of(an_text(u, o->name), reads) ?
			argument(u, ops[i], an_text(u, o->name)[0] == 'f' ? 0 : 1) : 0;
		struct an_report *r;

		if (!buffer || an_symbol_at(u, buffer)->kind != AN_LOCAL || strchr(an_text(u, an_symbol_at(u, buffer)->type), '[') ||
		    ops[i] > split)
			continue;
		r = an_report_op(sink, f, ops[i], "%s reads the whole file into %s, only for %s (line %u) to take it apart line by line",
				 an_call_name(sink, f, ops[i]), an_symbol_name(sink, f, buffer), an_call_name(sink, f, split),
				 an_op_at(u, split)->span.line);
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
		an_chain_op(r, f, ops[i], "%s reads all of the file", an_name_of(sink, f));
		an_chain_op(r, f, split, "%s takes a line", an_name_of(sink, f));
		return;
	}
}

static bool has_type(const an_unit *u, an_id symbol, const char *const *types)
{
	return symbol && wr_is_one_of(an_text(u, an_symbol_at(u, symbol)->type), types);
}

/* text << file.rdbuf(); while (getline(text, line)) */
static void check_cpp(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	static const char *const texts[] = { "std::stringstream", "std::istringstream", "std::ostringstream", NULL };
	static const char *const files[] = { "std::ifstream", "std::fstream", NULL };
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);
	an_id filled = 0, text = 0;

	for (uint32_t i = 0; i < count; i++) {
		const char *name = name_of(u, ops[i]);
		an_id first = argument(u, ops[i], 0), second = argument(u, ops[i], 1);
		struct an_report *r;

		if (wr_ends_with(name, "operator<<") && has_type(u, an_op_at(u, ops[i])->receiver, texts)) {
			second = first;
			first = an_op_at(u, ops[i])->receiver;
		}
		if (wr_ends_with(name, "operator<<") && has_type(u, first, texts) && has_type(u, second, files)) {
			filled = ops[i];
			text = first;
		}
		if (!filled || strcmp(name, "std::getline") || first != text || !an_op_at(u, ops[i])->loop)
			continue;
		r = an_report_op(sink, f, filled, "the whole file is read into %s, only for std::getline() (line %u) to walk it line "
				 "by line", an_symbol_name(sink, f, text), an_op_at(u, ops[i])->span.line);
		an_chain_op(r, f, filled, "%s reads all of the file", an_name_of(sink, f));
		an_chain_op(r, f, ops[i], "%s takes a line", an_name_of(sink, f));
		return;
	}
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	if (an_unit_of(p, f)->language != AN_PYTHON)
		check_c(p, sink, f);
	if (an_unit_of(p, f)->language == AN_CPP)
		check_cpp(p, sink, f);
}

const struct an_rule an_rule_read_whole_file = {
	.meta = {
		.id = "read-whole-file",
		.title = "A whole file is read into memory to be walked line by line",
		.help = "Walk the file itself: for line in file (Python), getline() (C), std::getline on the file (C++).",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_op = check_python,
	.calls = (const char *const[]){ "read", "readlines", "read_text", NULL },
	.each_function = check,
};
