/*
 * leak_in_loop.c - memory, a file or a socket that each turn of a loop takes and one way through it loses.
 *
 * Costs: what is lost is gone until the program ends: memory that grows with every turn, and sooner or later
 * "Too many open files".
 * A way counts only if the resource is there on all ways to its end; a question about the resource itself
 * (if (!p) continue) excuses the way behind it.
 * What functions of the program's own make and give back is known by their names (own_takings.h).
 * Misses: resources in members, ways that leave the loop.
 * Wrongly reports: functions of other libraries that take over what they are given (known as harmless).
 */
#include <string.h>
#include "analyzer/own_takings.h"
#include "analyzer/rule.h"
#include "analyzer/ways.h"
#include "core/text.h"

#define LIVE_MAX 8
#define DEPTH_MAX 2             /* calls that are followed to see what they do with a resource */

static const struct taking { const char *name; int8_t argument; const char *what; } takings[] = {
	{ "malloc", -1, "memory" }, { "calloc", -1, "memory" }, { "strdup", -1, "memory" }, { "strndup", -1, "memory" },
	{ "reallocarray", -1, "memory" }, { "aligned_alloc", -1, "memory" }, { "realpath", -1, "memory" },
	{ "asprintf", 0, "memory" }, { "vasprintf", 0, "memory" }, { "posix_memalign", 0, "memory" },
	{ "getaddrinfo", 3, "a list of addresses" },
	{ "fopen", -1, "a file" }, { "fdopen", -1, "a file" }, { "tmpfile", -1, "a file" }, { "popen", -1, "a process" },
	{ "open", -1, "a file" }, { "openat", -1, "a file" }, { "creat", -1, "a file" }, { "dup", -1, "a file" },
	{ "mkstemp", -1, "a file" }, { "opendir", -1, "a directory" }, { "fdopendir", -1, "a directory" },
	{ "socket", -1, "a socket" }, { "accept", -1, "a socket" }, { "accept4", -1, "a socket" },
	{ "epoll_create1", -1, "a file" }, { "eventfd", -1, "a file" }, { "inotify_init", -1, "a file" },
};

/* They look at what they get, and neither keep nor free it. */
static const char *const lookers[] = {
	"strlen", "strcmp", "strncmp", "strcasecmp", "strncasecmp", "strchr", "strrchr", "strstr", "memcmp", "memchr",
	"memcpy", "memmove", "memset", "strcpy", "strncpy", "strcat", "strncat", "strlcpy", "snprintf", "sprintf",
	"printf", "fprintf", "puts", "fputs", "fputc", "putc", "fwrite", "fread", "fgets", "fgetc", "getc", "getline",
	"getdelim", "fseek", "fseeko", "ftell", "ftello", "rewind", "feof", "ferror", "fflush", "fscanf", "sscanf", "fileno",
	"setvbuf", "read", "write", "pread", "pwrite", "lseek", "fstat", "ftruncate", "fsync", "ioctl", "fcntl",
	"readdir", "dirfd", "bind", "listen", "connect", "send", "recv", "sendto", "recvfrom", "setsockopt", "getsockopt",
	"shutdown", "isatty", "atoi", "strtol", "strtoul", "perror", "strerror", "toupper", "tolower", NULL
};

struct live {
	an_id symbol, op;
	an_id result;           /* another variable that tells whether it was taken; 0 = none */
	const char *what;       /* NULL: what own.release gives back */
	bool passed;            /* the taking puts it where an argument says */
	struct an_own_taking own;
};

struct lives { uint32_t n; struct live live[LIVE_MAX]; };

struct search { struct an_sink *sink; };

/* ---- states ---- */

static void drop(struct lives *s, uint32_t i)
{
	s->live[i] = s->live[--s->n];
}

/* Also by the address of a member: list_add(list, &node->link) as a macro. */
static void drop_symbol(const an_unit *u, struct lives *s, an_id symbol)
{
	for (; symbol; symbol = an_symbol_at(u, symbol)->base) {
		for (uint32_t i = s->n; i-- > 0;) {
			if (s->live[i].symbol == symbol)
				drop(s, i);
		}
	}
}

static void join(void *state, const void *other, void *data)
{
	struct lives *a = state;
	const struct lives *b = other;

	(void)data;
	for (uint32_t i = a->n; i-- > 0;) {
		uint32_t k = 0;

		while (k < b->n && b->live[k].op != a->live[i].op)
			k++;
		if (k == b->n)
			drop(a, i);
	}
}

/* ---- what calls do with a resource ---- */

static bool mentions(const an_unit *u, const struct an_op *o, an_id symbol)
{
	for (uint32_t i = 0; i < o->arg_count; i++) {
		if (an_arg_mentions(u, an_arg_at(u, o->first_arg + i), symbol))
			return true;
	}
	return o->receiver == symbol;
}

static bool only_looked_at(const struct an_program *p, uint32_t f, an_id symbol, int depth);

/* Is the resource still the caller's, and still there, behind the op? */
static bool leaves_alone(const struct an_program *p, uint32_t f, an_id op, an_id symbol, int depth)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);

	if (o->kind == AN_OP_EQUAL || o->kind == AN_OP_SUBSCRIPT)
		return true;
	if (o->kind != AN_OP_CALL)
		return false;
	if (!count || !calls->callee)
		return wr_is_one_of(an_text(u, o->name), lookers);
	if (count > 1 || calls->guessed || calls->kind != AN_CALL_PLAIN || depth == DEPTH_MAX)
		return false;
	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);
		const struct an_function *callee = an_function_of(p, calls->callee);

		if (an_arg_mentions(u, arg, symbol) &&
		    (arg->kind != AN_ARG_SYMBOL || i >= callee->param_count ||
		     !only_looked_at(p, calls->callee, callee->first_param + i, depth + 1)))
			return false;
	}
	return true;
}

static bool only_looked_at(const struct an_program *p, uint32_t f, an_id symbol, int depth)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *list = an_marks_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, list[i]);

		for (uint32_t k = 0; (m->kind == AN_MARK_KEEP || m->kind == AN_MARK_RETURN) && k < m->use_count; k++) {
			if (an_use_at(u, m->first_use + k) == symbol)
				return false;
		}
	}
	list = an_ops_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (mentions(u, an_op_at(u, list[i]), symbol) && !leaves_alone(p, f, list[i], symbol, depth))
			return false;
	}
	return true;
}

/* ---- the walk ---- */

/* xmalloc(n), git__strdup(s): what a program calls its own.  With an argument more it is of a pool. */
static const char *standard_name(const char *name, uint8_t arguments)
{
	static const char *const one[] = { "malloc", "strdup", NULL }, *const two[] = { "calloc", "strndup", NULL };

	for (const char *const *n = arguments == 1 ? one : two; arguments && arguments < 3 && *n; n++) {
		if (wr_ends_with(name, *n))
			return *n;
	}
	return name;
}

static const struct taking *taking_of(const an_unit *u, const struct an_op *o)
{
	const char *name = standard_name(an_text(u, o->name), o->arg_count);

	for (size_t i = 0; o->kind == AN_OP_CALL && i < sizeof takings / sizeof *takings; i++) {
		if (!strcmp(takings[i].name, name))
			return &takings[i];
	}
	return NULL;
}

/* The turn frees what the one before took, or asks for it: while ((p = next(p))). */
static bool used_before(const struct an_program *p, uint32_t f, an_id op, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count && ops[i] < op; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->loop && an_loop_within(u, o->loop, an_op_at(u, op)->loop) && mentions(u, o, symbol))
			return true;
	}
	return mentions(u, an_op_at(u, op), symbol);    /* while (fd < 3) fd = dup(fd); */
}

/* What one turn finds is used behind the loop: the others do not take anything. */
static bool used_behind(const struct an_program *p, uint32_t f, an_id op, an_id symbol)
{
	const an_unit *u = an_unit_of(p, f);
	an_id loop = an_op_at(u, op)->loop;
	uint32_t count;
	const an_id *list = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, list[i]);

		if (list[i] > op && !an_loop_within(u, o->loop, loop) && o->span.line > an_loop_at(u, loop)->span.end_line &&
		    mentions(u, o, symbol))
			return true;
	}
	list = an_marks_of(p, f, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct an_mark *m = an_mark_at(u, list[i]);

		for (uint32_t k = 0; m->op > op && m->kind == AN_MARK_RETURN && k < m->use_count; k++) {
			if (an_use_at(u, m->first_use + k) == symbol && m->line > an_loop_at(u, loop)->span.end_line)
				return true;
		}
	}
	return false;
}

/* apr_pcalloc(pool, n), arena_alloc(&arena, n): given back with all of it. */
static bool is_of_pool(const an_unit *u, const struct an_op *o)
{
	static const char *const parts[] = { "palloc", "pcalloc", "talloc", "pool", "arena", "obstack", NULL };
	const char *type = o->arg_count ? an_text(u, an_symbol_at(u, an_arg_at(u, o->first_arg)->symbol)->type) : "";

	for (const char *const *part = parts; u->language == AN_C && *part; part++) {
		if (strstr(an_text(u, o->name), *part) || strstr(type, *part))
			return true;
	}
	return false;
}

static void take_own(struct an_ways *ways, struct lives *s, an_id op)
{
	struct live live = { .op = op };

	if (!an_takes_own(ways->p, ways->function, op, &live.own))
		return;
	live.symbol = live.own.symbol;
	live.passed = live.own.object;
	for (uint32_t i = 0; i < s->n; i++) {
		if (s->live[i].symbol == live.symbol)
			return;
	}
	if (live.own.object || (!used_before(ways->p, ways->function, op, live.symbol) &&
				!used_behind(ways->p, ways->function, op, live.symbol)))
		s->live[s->n++] = live;
}

static void take(struct an_ways *ways, struct lives *s, an_id op)
{
	const an_unit *u = an_unit_of(ways->p, ways->function);
	const struct an_op *o = an_op_at(u, op);
	const struct taking *t = taking_of(u, o);
	struct live live = { .op = op };

	if (!o->loop || s->n == LIVE_MAX || is_of_pool(u, o))
		return;
	if (!t) {
		take_own(ways, s, op);
		return;
	}
	live.what = t->what;
	live.passed = t->argument >= 0;
	live.symbol = o->result;
	if (t->argument >= 0) {
		live.symbol = (uint32_t)t->argument < o->arg_count ? an_arg_at(u, o->first_arg + (uint8_t)t->argument)->symbol : 0;
		live.result = o->result;
	}
	if (live.symbol && an_symbol_at(u, live.symbol)->kind == AN_LOCAL &&
	    !strchr(an_text(u, an_symbol_at(u, live.symbol)->type), '[') && !used_before(ways->p, ways->function, op, live.symbol) &&
	    !used_behind(ways->p, ways->function, op, live.symbol))
		s->live[s->n++] = live;
}

static void walk_op(struct an_ways *ways, void *state, an_id op)
{
	struct lives *s = state;
	const an_unit *u = an_unit_of(ways->p, ways->function);
	const struct an_op *o = an_op_at(u, op);

	for (uint32_t i = s->n; i-- > 0;) {
		const struct live *l = &s->live[i];

		if (mentions(u, o, l->symbol) && !(l->own.release && an_own_looks(u, &l->own, o)) &&
		    !leaves_alone(ways->p, ways->function, op, l->symbol, 0))
			drop(s, i);
	}
	take(ways, s, op);
}

/* Another value, which is not that of the taking itself. */
static void walk_change(struct an_ways *ways, void *state, an_id write)
{
	struct lives *s = state;
	const an_unit *u = an_unit_of(ways->p, ways->function);
	const struct an_write *w = an_write_at(u, write);

	for (uint32_t i = s->n; i-- > 0;) {
		const struct live *l = &s->live[i];

		if (l->symbol == w->symbol && w->kind == AN_WRITE_ASSIGN && w->op > l->op + 1)
			drop(s, i);
	}
}

static const char *what_is_taken(struct an_ways *ways, const struct live *l)
{
	struct an_sink *sink = ((struct search *)ways->data)->sink;

	return l->what ? l->what : wr_arena_printf(an_sink_arena(sink), "what %s gives back",
						   an_call_name(sink, ways->function, l->own.release));
}

static void report(struct an_ways *ways, const struct live *l, uint32_t line)
{
	struct an_sink *sink = ((struct search *)ways->data)->sink;
	const char *call = an_call_name(sink, ways->function, l->op), *what = what_is_taken(ways, l);
	const char *name = an_symbol_name(sink, ways->function, l->symbol);
	an_id loop = an_op_at(an_unit_of(ways->p, ways->function), l->op)->loop;
	struct an_report *r;

	if (line)
		r = an_report_op(sink, ways->function, l->op, "%s takes %s on every turn of %s, and the turn that goes on at line "
				 "%u neither keeps %s nor gives it back", call, what, an_loop_over(sink, ways->function, loop),
				 line, name);
	else
		r = an_report_op(sink, ways->function, l->op, "%s takes %s on every turn of %s, and nothing keeps %s or gives it "
				 "back", call, what, an_loop_over(sink, ways->function, loop), name);
	an_chain_loop(r, ways->function, loop);
	an_chain_op(r, ways->function, l->op, "%s takes %s", an_name_of(sink, ways->function), what);
}

/* The turn goes on with the next one: what is still there is lost. */
static void lose(struct an_ways *ways, const struct lives *s, an_id loop, uint32_t line)
{
	const an_unit *u = an_unit_of(ways->p, ways->function);

	for (uint32_t i = 0; i < s->n && !ways->muted; i++) {
		const struct live *l = &s->live[i];

		if (an_op_at(u, l->op)->loop == loop)
			report(ways, l, line);
	}
}

/* if (!fgets(line, n, f)): what is asked is the call's result, not the file. */
static bool is_argument(const struct an_ways *ways, const struct an_mark *mark, an_id symbol)
{
	const an_unit *u = an_unit_of(ways->p, ways->function);

	for (an_id i = mark->op - 1; i && i + 8 > mark->op; i--) {
		const struct an_op *o = an_op_at(u, i);

		if (o->function != ways->p->nodes[ways->function].function || o->span.line < mark->line)
			return false;
		if (o->kind == AN_OP_CALL && mentions(u, o, symbol))
			return true;
	}
	return false;
}

/* Does the branch ask for the resource?  Also if it asks how its taking went. */
static bool is_asked(const struct an_ways *ways, const struct live *l, const struct an_mark *mark)
{
	const an_unit *u = an_unit_of(ways->p, ways->function);

	for (uint32_t k = 0; k < mark->use_count; k++) {
		an_id use = an_use_at(u, mark->first_use + k);

		if ((use == l->symbol && !is_argument(ways, mark, use)) || (l->result && use == l->result))
			return true;
	}
	return l->passed && is_argument(ways, mark, l->symbol);
}

/* An arm in which the resource is not there, or may not be. */
static void walk_arm(struct an_ways *ways, void *state, const struct an_mark *branch, unsigned index)
{
	struct lives *s = state;

	for (uint32_t i = s->n; i-- > 0;) {
		const struct live *l = &s->live[i];

		if (branch->kind != AN_MARK_BRANCH || !is_asked(ways, l, branch))
			continue;
		if (l->passed || !(branch->flags & (AN_MARK_ABSENT | AN_MARK_THERE)) ||
		    (branch->flags & AN_MARK_ABSENT && !index) || (branch->flags & AN_MARK_THERE && index))
			drop(s, i);
	}
}

static void walk_mark(struct an_ways *ways, void *state, const struct an_mark *mark)
{
	struct lives *s = state;
	const an_unit *u = an_unit_of(ways->p, ways->function);

	switch (mark->kind) {
	case AN_MARK_CONTINUE: lose(ways, s, ways->loop, mark->line); break;
	case AN_MARK_KEEP: case AN_MARK_RETURN: case AN_MARK_CONDITION:
		for (uint32_t k = 0; k < mark->use_count; k++)
			drop_symbol(u, s, an_use_at(u, mark->first_use + k));
		break;
	default: break;
	}
}

static void walk_turn(struct an_ways *ways, void *state, an_id loop)
{
	lose(ways, state, loop, 0);
}

static bool takes_in_loop(const struct an_program *p, uint32_t f)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		struct an_own_taking own;

		if (an_op_at(u, ops[i])->loop && (taking_of(u, an_op_at(u, ops[i])) || an_takes_own(p, f, ops[i], &own)))
			return true;
	}
	return false;
}

static void check(const struct an_program *p, struct an_sink *sink, uint32_t f)
{
	struct search s = { sink };
	struct lives lives = { 0 };
	struct an_ways ways = { .size = sizeof lives, .data = &s, .join = join, .op = walk_op, .change = walk_change,
				.mark = walk_mark, .arm = walk_arm, .turn = walk_turn };

	if (takes_in_loop(p, f))
		an_walk_ways(&ways, p, f, &lives);
}

const struct an_rule an_rule_leak_in_loop = {
	.meta = {
		.id = "leak-in-loop",
		.title = "Each turn of a loop takes something and one way loses it",
		.help = "Give it back on every way through the turn: free or close it before the continue, or go to one "
			"place at the end of the turn that does.",
		.languages = "c",
		.severity = WR_HIGH,
		.confidence = WR_CONFIDENCE_HIGH,
	},
	.each_function = check,
};
