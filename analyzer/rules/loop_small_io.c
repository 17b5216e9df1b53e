/*
 * loop_small_io.c - one byte read or written, or a buffer flushed, on every turn of a loop.
 *
 * Costs: a system call is 0.2 to 1 microsecond, for one byte or for 64 kB; a flush
 * after each line takes away the buffer that would make one call of a hundred lines.
 * Misses: buffers that are switched off elsewhere (setvbuf), handles behind two calls.
 * Wrongly reports: protocols of which each byte decides whether the next is read.
 */
#include <string.h>
#include "analyzer/rule.h"
#include "analyzer/sounds.h"
#include "core/text.h"

static const char *bare_name(const char *name)
{
	const char *colon = strrchr(name, ':'), *dot = strrchr(name, '.');

	return colon ? colon + 1 : dot ? dot + 1 : name;
}

static bool is_literal(const an_unit *u, const struct an_arg *arg, const char *text)
{
	return arg->kind == AN_ARG_LITERAL && !strcmp(an_text(u, arg->text), text);
}

/* read(fd, &c, 1), f.read(1) on a raw file or socket: a system call for one byte. */
static bool moves_one_byte(const an_unit *u, const struct an_op *o)
{
	static const struct { const char *name; uint32_t count; } calls[] = {
		{ "read", 2 }, { "write", 2 }, { "recv", 2 }, { "send", 2 }, { "pread", 2 }, { "pwrite", 2 },
		{ "os.read", 1 }, { "socket.socket.recv", 0 },
	};
	const char *name = an_text(u, o->name);

	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		bool python;

		if (*name != *calls[i].name || strcmp(name, calls[i].name))
			continue;
		python = strchr(name, '.') != NULL;
		/* write(fd, ".", 1) shows that something goes on. */
		if (python == (u->language == AN_PYTHON) && o->arg_count > calls[i].count &&
		    (python || an_arg_at(u, o->first_arg + 1)->kind != AN_ARG_LITERAL))
			return is_literal(u, an_arg_at(u, o->first_arg + calls[i].count), "1");
	}
	return false;
}

static bool is_standard(const char *name)
{
	return strstr(name, "stdout") || strstr(name, "stderr") || strstr(name, "stdin") || strstr(name, "tty") ||
	       strstr(name, "ifd") || !*name;
}

/* fflush(f), f.flush(), f << std::flush: what flushes, 0 = nothing.  People look at what goes to a terminal. */
static an_id flushed(const an_unit *u, const struct an_op *o)
{
	const char *name = an_text(u, o->name);
	an_id file = o->receiver;

	if (u->language == AN_PYTHON ? strcmp(name, "io.File.flush") :
	    strcmp(bare_name(name), "fflush") && strcmp(name, "std::ofstream::flush") &&
	    strcmp(name, "std::basic_ostream::flush") && strcmp(name, "std::ostream::flush"))
		return 0;
	if (!file && o->arg_count && an_arg_at(u, o->first_arg)->kind == AN_ARG_SYMBOL)
		file = an_arg_at(u, o->first_arg)->symbol;
	return file && !is_standard(an_text(u, an_symbol_at(u, file)->name)) ? file : 0;
}

/* Does the op do so itself?  *what says what, *file is what it does it to. */
static bool is_small(const an_unit *u, const struct an_op *o, const char **what, an_id *file)
{
	if (o->kind != AN_OP_CALL || an_op_aside(o))
		return false;
	*file = flushed(u, o);
	*what = "writes out the buffer of";
	if (*file)
		return true;
	*what = "makes a system call for one byte of";
	*file = o->receiver ? o->receiver : o->arg_count ? an_arg_at(u, o->first_arg)->symbol : 0;
	return moves_one_byte(u, o) && !(*file && is_standard(an_text(u, an_symbol_at(u, *file)->name)));
}

/* Who types, and what a terminal answers, is slower than any system call. */
static bool is_talk(const char *name)
{
	static const char *const words[] = { "pass", "Pass", "tty", "term", "Term", "prompt", "getch", "key", "Key", "until", "response", "ask", "logname", "login",
					     "expect", "command", NULL };

	for (const char *const *word = words; *word; word++) {
		if (strstr(name, *word))
			return true;
	}
	return false;
}

/* read(p->pipe[0], &c, 1), read(fds[0], ...): from a pipe or socket that is one of a pair. */
static bool is_message(const struct an_program *p, uint32_t f, an_id op)
{
	static const char *const words[] = { "pipe", "sock", "socket", "signal", "wake", "wakeup", "notify", "event", "self", NULL };
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *file = o->arg_count ? an_arg_at(u, o->first_arg) : NULL;

	return file && (file->kind == AN_ARG_EXPRESSION || (file->symbol && an_has_word(an_text(u, an_symbol_at(u, file->symbol)->name), words)));
}

static void report(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op, an_id loop,
		   const char *what, const char *file, const struct an_call *call, an_id inner)
{
	struct an_report *r;

	if (call)
		r = an_report_op(sink, f, op, "%s %s %s (%s, %s) on every turn of %s", an_name_of(sink, call->callee), what, file,
				 an_call_name(sink, call->callee, inner), an_place_of(sink, call->callee, inner),
				 an_loop_over(sink, f, loop));
	else
		r = an_report_op(sink, f, op, "%s %s %s on every turn of %s", an_call_name(sink, f, op), what, file,
				 an_loop_over(sink, f, loop));
	if (call)
		an_report_confidence(r, WR_CONFIDENCE_MEDIUM);
	if (call && an_unit_of(p, f)->language == AN_PYTHON)
		an_report_severity(r, WR_LOW);
	/* One function further down, what is flushed is a record that is to be there after a crash, and a byte that is
	 * read one of a few. */
	if (an_unit_of(p, f)->language == AN_C &&
	    (is_talk(an_name_of(sink, f)) ||
	     call))
		an_report_severity(r, WR_LOW);
	/* for (;;) read(pipe, &c, 1): who is woken by one byte at a time does not wait for more. */
	if (an_unit_of(p, f)->language == AN_C && an_loop_at(an_unit_of(p, f), loop)->flags & AN_LOOP_FOREVER && is_message(p, f, op))
		an_report_severity(r, WR_LOW);
	an_chain_loop(r, f, loop);
	an_chain_op(r, f, op, "%s calls %s", an_name_of(sink, f), call ? an_name_of(sink, call->callee) :
		    an_call_name(sink, f, op));
	if (call)
		an_chain_op(r, call->callee, inner, "%s calls %s", an_name_of(sink, call->callee),
			    an_call_name(sink, call->callee, inner));
}

/* n < sizeof answer; read(fd, &c, 1) == -1: as often as it fails. */
static bool is_short(const char *over)
{
	return strstr(over, "sizeof") || wr_ends_with(over, "== -1") || wr_ends_with(over, "< 0");
}

/* Is it done on each turn of a loop through a file, to the same file? */
static an_id turned_by(const struct an_program *p, uint32_t f, an_id op, an_id file, bool flushes)
{
	const struct an_op *o = an_op_at(an_unit_of(p, f), op);
	an_id loop = an_growing_loop(p, f, op, NULL);

	if (!loop || an_op_aside(o) || o->flags & AN_OP_GUARDED || (file && !an_symbol_kept(p, f, file, loop)) ||
	    (an_unit_of(p, f)->language == AN_C && is_short(an_text(an_unit_of(p, f), an_loop_at(an_unit_of(p, f), loop)->over))))
		return 0;
	/* Who works for ever has to show what it does. */
	return flushes && an_loop_at(an_unit_of(p, f), loop)->flags & AN_LOOP_FOREVER ? 0 : loop;
}

/* A function of the project that flushes, or moves one byte, each time: one call away. */
static void check_call(const struct an_program *p, struct an_sink *sink, const struct an_call *call)
{
	static const uint32_t heavy = AN_SPAWNS | AN_NETWORK | AN_QUERIES | AN_CONNECTS | AN_OPENS;
	const an_unit *u = an_unit_of(p, call->callee);
	const char *name = an_text(u, an_function_of(p, call->callee)->name), *what;
	uint32_t count;
	const an_id *ops = an_ops_of(p, call->callee, &count);

	/* What is logged has to be there after a crash. */
	if (p->nodes[call->callee].effects & heavy || call->kind != AN_CALL_PLAIN || call->guessed || strstr(name, "log") || strstr(name, "Log"))
		return;
	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		an_id file, loop;

		if (!is_small(u, o, &what, &file) || o->flags & AN_OP_GUARDED || an_growing_loop(p, call->callee, ops[i], NULL))
			continue;
		loop = turned_by(p, call->caller, call->op, 0, flushed(u, o));
		if (loop)
			report(p, sink, call->caller, call->op, loop, what, file ? an_symbol_name(sink, call->callee, file) : "a file",
			       call, ops[i]);
		return;
	}
}

static void check_op(const struct an_program *p, struct an_sink *sink, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const char *what;
	an_id file, loop;
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (calls[i].callee)
			check_call(p, sink, &calls[i]);
	}
	if (!is_small(u, an_op_at(u, op), &what, &file))
		return;
	loop = turned_by(p, f, op, file, flushed(u, an_op_at(u, op)));
	if (loop)
		report(p, sink, f, op, loop, what, file ? an_symbol_name(sink, f, file) : "a file", NULL, 0);
}

const struct an_rule an_rule_loop_small_io = {
	.meta = {
		.id = "loop-small-io",
		.title = "One byte is read or written, or a buffer flushed, on every turn of a loop",
		.help = "Read and write blocks, or through a buffer (stdio, io.BufferedReader); flush once after the loop.",
		.languages = "c,cpp,python",
		.severity = WR_MEDIUM,
		.doubtful = "c",
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.counts_in_c = true,
	.each_repeated_op = check_op,
};
