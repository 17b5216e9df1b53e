/*
 * turn_work.c - what a turn of a loop does besides asking a database.
 *
 * A loop that only reads can ask for everything at once.  One that saves, sends or waits on each turn does a piece of
 * work for each element, which a reviewer wants done one by one, and in which a query more or less is little.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "analyzer/name_parts.h"
#include "analyzer/query_p.h"
#include "core/text.h"

#define STEPS_MAX 3             /* calls further down */
#define TARGETS_MAX 2           /* of one call */
#define WAITS (AN_NETWORK | AN_SPAWNS | AN_SLEEPS)

/* "send" of send_mail, _send and sendMail. */
static size_t first_word(const char **name)
{
	size_t n = 0;

	while (**name == '_')
		++*name;
	while (isalpha((unsigned char)(*name)[n]) && !(n && isupper((unsigned char)(*name)[n]) && islower((unsigned char)(*name)[n - 1])))
		n++;
	return n;
}

static bool begins_with_one_of(const char *name, const char *const *words)
{
	size_t n = first_word(&name);

	for (; *words; words++) {
		if (strlen(*words) == n && !strncasecmp(name, *words, n))
			return true;
	}
	return false;
}

/* Calls that hand something to somebody else, whoever it is that runs them. */
static bool sends(const char *name)
{
	static const char *const first[] = { "send", "resend", "notify", "email", "mail", "publish", "upload", "download", "deliver",
					     "enqueue", "broadcast", NULL };
	static const char *const whole[] = { "apply_async", "delay", "sendmail", "post", NULL };

	return wr_is_one_of(name, whole) || begins_with_one_of(name, first);
}

/* Methods that change rows in any mapper, of receivers of any type. */
static bool changes(const char *name)
{
	static const char *const methods[] = {
		"save", "delete", "delete_instance", "commit", "flush", "create", "get_or_create", "update_or_create", "insert_one",
		"update_one", "replace_one", "delete_one", "bulk_create", "bulk_update", "executemany", "select_for_update",
		"with_for_update", NULL
	};

	return wr_is_one_of(name, methods);
}

static bool is_write(const struct an_program *p, uint32_t f, an_id op)
{
	const struct an_way here = { .function = { f }, .op = { op } };
	const char *name = an_last_part(an_text(an_unit_of(p, f), an_op_at(an_unit_of(p, f), op)->name));

	return an_op_direct(p, f, op) & AN_QUERIES && (!strcmp(name, "update") || an_query_writes(p, &here));
}

static unsigned work_of(const struct an_program *p, uint32_t f, an_id op, unsigned steps);

static unsigned work_below(const struct an_program *p, uint32_t f, an_id op, unsigned steps)
{
	uint32_t count, op_count;
	const struct an_call *calls = an_calls_of(p, f, op, &count);
	unsigned work = 0;

	for (uint32_t i = 0; i < count && i < TARGETS_MAX && steps < STEPS_MAX; i++) {
		const an_id *ops;

		if (!calls[i].callee || calls[i].kind == AN_CALL_CALLBACK)
			continue;
		ops = an_ops_of(p, calls[i].callee, &op_count);
		for (uint32_t k = 0; k < op_count; k++)
			work |= work_of(p, calls[i].callee, ops[k], steps + 1);
	}
	return work;
}

static unsigned work_of(const struct an_program *p, uint32_t f, an_id op, unsigned steps)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	const char *name = an_last_part(an_text(u, o->name));
	bool method = strchr(an_text(u, o->name), '.') != NULL;
	unsigned work = 0;

	if (o->kind != AN_OP_CALL || an_op_aside(o))
		return 0;
	if (an_op_effects(p, f, op, WAITS, NULL) & WAITS || sends(name))
		work |= AN_WORK_WAITS;
	if (an_op_direct(p, f, op) & AN_COMMITS || (method && changes(name)) || is_write(p, f, op))
		work |= AN_WORK_WRITES;
	return work | work_below(p, f, op, steps);
}

unsigned an_turn_work(const struct an_program *p, uint32_t f, an_id loop, an_id but_for)
{
	const an_unit *u = an_unit_of(p, f);
	unsigned work = 0;
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count && u->language == AN_PYTHON; i++) {
		if (an_loop_within(u, an_op_at(u, ops[i])->loop, loop))
			work |= ops[i] == but_for ? work_below(p, f, ops[i], 0) : work_of(p, f, ops[i], 0);
	}
	return work;
}

bool an_turn_may_fail(const struct an_program *p, uint32_t f, an_id loop, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count, end = an_op_at(u, op)->span.end_line;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count && u->language == AN_PYTHON; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);

		if (o->flags & AN_OP_COLD && o->span.line > end && an_loop_within(u, o->loop, loop))
			return true;
	}
	return false;
}
