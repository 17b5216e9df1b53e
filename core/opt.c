/* opt.c - command line options from tables. */
#include "core/opt.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/nearest.h"
#include "core/units.h"

/* An option as it was met. */
struct met {
	const struct wr_opt *opt;
	char shown[80];         /* how errors name it: "--jobs", "-j" */
	const char *value;      /* joined to it ("--jobs=4", "-j4"), or NULL */
	bool off;               /* "--no-flag" */
};

static const struct wr_opt *find_name(const struct wr_opt *const *tables, const char *name, size_t n)
{
	for (; *tables; tables++) {
		for (const struct wr_opt *o = *tables; o->name; o++) {
			if (strlen(o->name) == n && !memcmp(o->name, name, n))
				return o;
		}
	}
	return NULL;
}

static const struct wr_opt *find_letter(const struct wr_opt *const *tables, char letter)
{
	for (; *tables; tables++) {
		for (const struct wr_opt *o = *tables; o->name; o++) {
			if (o->letter && o->letter == letter)
				return o;
		}
	}
	return NULL;
}

static int unknown(const struct wr_opt *const *tables, const char *shown, struct wr_err *err)
{
	struct wr_nearest near = { .word = shown + strspn(shown, "-") };

	for (; *tables; tables++) {
		for (const struct wr_opt *o = *tables; o->name; o++)
			wr_nearest_offer(&near, o->name);
	}
	if (near.best)
		return wr_fail(err, WR_EUSAGE, "%s: unknown option; did you mean --%s?", shown, near.best);
	return wr_fail(err, WR_EUSAGE, "%s: unknown option; --help lists all", shown);
}

static int out_of_range(const struct met *m, const char *value, struct wr_err *err)
{
	char min[32], max[32];

	wr_format_exact(min, sizeof min, m->opt->min);
	wr_format_exact(max, sizeof max, m->opt->max);
	return wr_fail(err, WR_EUSAGE, "%s: %s is out of range (%s to %s)", m->shown, value, min, max);
}

static int check_range(const struct met *m, const char *text, double value, struct wr_err *err)
{
	bool limited = m->opt->min != 0 || m->opt->max != 0;

	if (limited && !(value >= m->opt->min && value <= m->opt->max))
		return out_of_range(m, text, err);
	return 0;
}

static int set_int(const struct met *m, const char *text, struct wr_err *err)
{
	char *end;
	long long value;

	errno = 0;
	value = strtoll(text, &end, 10);
	if (end == text || *end)
		return wr_fail(err, WR_EUSAGE, "%s: '%s' is not a whole number", m->shown, text);
	if (errno == ERANGE)
		return wr_fail(err, WR_EUSAGE, "%s: %s is out of range", m->shown, text);
	if (check_range(m, text, (double)value, err) != 0)
		return -1;
	*(long long *)m->opt->target = value;
	return 0;
}

static int set_quantity(const struct met *m, const char *text, int (*parse)(const char *, double *),
			const char *example, struct wr_err *err)
{
	double value;

	if (parse(text, &value) != 0)
		return wr_fail(err, WR_EUSAGE, "%s: '%s' is not %s", m->shown, text, example);
	if (check_range(m, text, value, err) != 0)
		return -1;
	*(double *)m->opt->target = value;
	return 0;
}

static int set_choice(const struct met *m, const char *text, struct wr_err *err)
{
	struct wr_buf why = WR_BUF_INIT;
	int choice = wr_choose(text, m->opt->choices, &why);

	if (choice < 0)
		wr_fail(err, WR_EUSAGE, "%s: %s", m->shown, why.data);
	else
		*(int *)m->opt->target = choice;
	wr_buf_free(&why);
	return choice < 0 ? -1 : 0;
}

/* All items lie one after the other in storage, which may move. */
static void append_item(struct wr_opt_list *l, const char *item, size_t n)
{
	size_t used = l->n ? (size_t)(l->items[l->n - 1] - l->storage) + strlen(l->items[l->n - 1]) + 1 : 0;
	size_t offsets[sizeof l->items / sizeof *l->items];

	for (size_t i = 0; i < l->n; i++)
		offsets[i] = (size_t)(l->items[i] - l->storage);
	l->storage = wr_realloc(l->storage, used + n + 1);
	for (size_t i = 0; i < l->n; i++)
		l->items[i] = l->storage + offsets[i];
	memcpy(l->storage + used, item, n);
	l->storage[used + n] = '\0';
	l->items[l->n++] = l->storage + used;
}

static int add_items(const struct met *m, const char *text, struct wr_err *err)
{
	struct wr_opt_list *l = m->opt->target;
	const size_t most = sizeof l->items / sizeof *l->items;

	for (;;) {
		size_t n = strcspn(text, ",");

		if (!n)
			return wr_fail(err, WR_EUSAGE, "%s: empty item in the list", m->shown);
		if (l->n == most)
			return wr_fail(err, WR_EUSAGE, "%s: more than %zu items", m->shown, most);
		append_item(l, text, n);
		if (!text[n])
			return 0;
		text += n + 1;
	}
}

void wr_opt_list_free(struct wr_opt_list *l)
{
	free(l->storage);
	l->storage = NULL;
	l->n = 0;
}

static int set_value(const struct met *m, const char *text, struct wr_err *err)
{
	switch (m->opt->kind) {
	case WR_OPT_FLAG:
		break;
	case WR_OPT_STRING:
		*(const char **)m->opt->target = text;
		break;
	case WR_OPT_INT:
		return set_int(m, text, err);
	case WR_OPT_DURATION:
		return set_quantity(m, text, wr_parse_duration, "a duration such as 500ms or 2m", err);
	case WR_OPT_RATIO:
		return set_quantity(m, text, wr_parse_ratio, "a ratio such as 3% or 0.03", err);
	case WR_OPT_CHOICE:
		return set_choice(m, text, err);
	case WR_OPT_LIST:
		return add_items(m, text, err);
	}
	return 0;
}

struct parser {
	const struct wr_opt *const *tables;
	int argc, next;         /* argv[next] is read next */
	char **argv;
	struct wr_err *err;
};

/* Takes the option's argument, joined or the next one, and stores it. */
static int take(struct parser *p, struct met *m)
{
	const char *value = m->value;

	if (m->opt->kind == WR_OPT_FLAG) {
		if (value)
			return wr_fail(p->err, WR_EUSAGE, "%s takes no argument", m->shown);
		*(bool *)m->opt->target = !m->off;
		return 0;
	}
	if (!value && p->next < p->argc)
		value = p->argv[p->next++];
	/* "--output --jobs 4" forgot the file rather than meant it. */
	if (!value || (!m->value && !strncmp(value, "--", 2)))
		return wr_fail(p->err, WR_EUSAGE, "%s needs an argument: %s %s", m->shown, m->shown,
			       m->opt->argument ? m->opt->argument : "VALUE");
	return set_value(m, value, p->err);
}

static int parse_long(struct parser *p, const char *arg)
{
	const char *name = arg + 2, *equals = strchr(name, '=');
	size_t n = equals ? (size_t)(equals - name) : strlen(name);
	struct met m = { .opt = find_name(p->tables, name, n), .value = equals ? equals + 1 : NULL };

	snprintf(m.shown, sizeof m.shown, "--%.*s", n > 64 ? 64 : (int)n, name);
	if (!m.opt && n > 3 && !strncmp(name, "no-", 3)) {
		m.opt = find_name(p->tables, name + 3, n - 3);
		m.off = true;
		if (m.opt && m.opt->kind != WR_OPT_FLAG)
			m.opt = NULL;
	}
	return m.opt ? take(p, &m) : unknown(p->tables, m.shown, p->err);
}

/* "-v", "-n4", "-n 4" and flags in one word, "-qv". */
static int parse_letters(struct parser *p, const char *arg)
{
	for (const char *c = arg + 1; *c; c++) {
		struct met m = { .opt = find_letter(p->tables, *c) };

		snprintf(m.shown, sizeof m.shown, "-%c", *c);
		if (!m.opt)
			return unknown(p->tables, c == arg + 1 ? arg : m.shown, p->err);
		if (m.opt->kind != WR_OPT_FLAG) {
			m.value = c[1] ? c + 1 : NULL;
			return take(p, &m);
		}
		if (take(p, &m) != 0)
			return -1;
	}
	return 0;
}

int wr_opt_parse(const struct wr_opt *const *tables, int argc, char **argv, int *after, struct wr_err *err)
{
	struct parser p = { tables, argc, 1, argv, err };
	int operands = 0;

	if (after)
		*after = argc;
	while (p.next < argc) {
		char *arg = argv[p.next++];
		int failed = 0;

		if (!strcmp(arg, "--")) {
			if (after)
				*after = p.next;
			break;
		}
		if (!strncmp(arg, "--", 2))
			failed = parse_long(&p, arg);
		else if (arg[0] == '-' && arg[1])
			failed = parse_letters(&p, arg);
		else
			argv[1 + operands++] = arg;
		if (failed)
			return -1;
	}
	return operands;
}
