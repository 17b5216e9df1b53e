/*
 * callgrind.c - callgrind.out files (the valgrind manual's "Callgrind Format Specification").
 *
 * Read are the first event of each cost line and the names of functions, which are written once, "(3) main",
 * and then called "(3)".  The line behind calls= is what the call cost, not what the function did itself.
 */
#include "profiler/profiles_p.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/text.h"

enum { MOST_NAMES = 1 << 22 };

struct names { const char **items; size_t n, cap; };

struct reading {
	struct pf_profile *p;
	struct names names;
	size_t positions;               /* columns before the costs */
	const char *function, *called;  /* the one that costs belong to; the one that the next line is a call of */
	double calls;
	bool is_call;
	unsigned number;
};

static bool is_of(const char *bytes, size_t n)
{
	return strlen(bytes) == n && (wr_starts_with(bytes, "# callgrind format") ||
				      (strstr(bytes, "\nevents:") && strstr(bytes, "\nfn=")));
}

/* "(3) main" or "(3)" or "main". */
static int read_name(struct reading *r, const char *text, const char **name, struct wr_err *err)
{
	struct wr_arena *arena = pf_profile_arena(r->p);
	unsigned long id;
	char *end;

	if (*text != '(' || !isdigit((unsigned char)text[1])) {
		*name = wr_arena_strdup(arena, text);
		return 0;
	}
	id = strtoul(text + 1, &end, 10);
	if (*end != ')' || id >= MOST_NAMES)
		return wr_fail_at(err, WR_EINPUT, pf_profile_path(r->p), r->number, 0, "'%.40s' is no name", text);
	while (r->names.n <= id)
		*WR_PUSH(r->names.items, r->names.n, r->names.cap) = NULL;
	if (end[1] == ' ')
		r->names.items[id] = wr_arena_strdup(arena, end + 2);
	*name = r->names.items[id];
	if (!*name)
		return wr_fail_at(err, WR_EINPUT, pf_profile_path(r->p), r->number, 0, "the name (%lu) was not given before", id);
	return 0;
}

/* The first cost of "+3 12 40", 0 where it is left out; -1 if it is no line of costs. */
static double cost_of(const struct reading *r, const char *line)
{
	for (size_t i = 0; i < r->positions; i++) {
		line += strspn(line, " ");
		if (!*line)
			return -1;
		line += strcspn(line, " ");
	}
	return strtod(line, NULL);
}

static int read_cost(struct reading *r, const char *line, struct wr_err *err)
{
	double cost = cost_of(r, line);

	if (!r->function || !(cost >= 0))
		return wr_fail_at(err, WR_EINPUT, pf_profile_path(r->p), r->number, 0, "a line of costs was expected");
	if (!r->is_call)
		pf_profile_add_function(r->p, r->function, cost, cost, 0);
	else if (strcmp(r->called, r->function) != 0)
		pf_profile_add_function(r->p, r->function, 0, cost, 0);
	if (r->is_call)
		pf_profile_add_function(r->p, r->called, 0, 0, r->calls);
	r->is_call = false;
	return 0;
}

static int read_header(struct reading *r, const char *line)
{
	if (wr_starts_with(line, "positions:")) {
		r->positions = strstr(line, "instr") && strstr(line, "line") ? 2 : 1;
	} else if (wr_starts_with(line, "events:")) {
		const char *event = line + strlen("events:");

		event += strspn(event, " ");
		pf_profile_counts(r->p, "1", wr_arena_strndup(pf_profile_arena(r->p), event, strcspn(event, " ")));
	}
	return 0;
}

static int read_line(struct reading *r, const char *line, struct wr_err *err)
{
	if (isdigit((unsigned char)*line) || *line == '+' || *line == '-' || *line == '*')
		return read_cost(r, line, err);
	if (wr_starts_with(line, "fn="))
		return read_name(r, line + 3, &r->function, err);
	if (wr_starts_with(line, "cfn="))
		return read_name(r, line + 4, &r->called, err);
	if (!wr_starts_with(line, "calls="))
		return read_header(r, line);
	if (!r->called)
		return wr_fail_at(err, WR_EINPUT, pf_profile_path(r->p), r->number, 0, "a call of nothing");
	r->calls = strtod(line + strlen("calls="), NULL);
	r->is_call = true;
	return 0;
}

static int read(struct pf_profile *p, const char *bytes, size_t n, struct wr_err *err)
{
	struct reading r = { .p = p, .positions = 1, .number = 1 };
	char *text = wr_strndup(bytes, n), *rest = text;
	int result = 0;

	while (!result && *rest) {
		char *line = rest;

		rest += strcspn(rest, "\n");
		if (*rest)
			*rest++ = '\0';
		line[strcspn(line, "\r")] = '\0';
		result = read_line(&r, line, err);
		r.number++;
	}
	free(r.names.items);
	free(text);
	return result;
}

const struct pf_profile_format pf_profile_callgrind = { "callgrind", "callgrind.out", is_of, read };
