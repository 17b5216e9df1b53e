/*
 * perf_script.c - what `perf script` prints of a recording (Linux, tools/perf/builtin-script.c).
 *
 *	comm pid[/tid] [cpu] time: period event:        (indented where there is one line per sample)
 *		address symbol+0x12 (object)            innermost first; a blank line ends them
 *
 * comm may hold blanks.  Without -g the address stands behind the event.
 */
#include "profiler/profiles_p.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "core/buf.h"
#include "core/text.h"

#define NANOSECOND 1e-9
enum { DEEPEST = 512 };

struct sample { const char *comm; size_t comm_length; double period; const char *event; size_t event_length; const char *rest; };

static size_t line_length(const char *at)
{
	return strcspn(at, "\n");
}

static size_t digits(const char *at)
{
	return strspn(at, "0123456789");
}

static const char *skip_blanks(const char *at)
{
	return at + strspn(at, " \t");
}

/* "123 " or "123/124 " behind the name of the program; NULL if there is none in the line. */
static const char *find_pid(const char *line, const char *end)
{
	for (const char *at = line + 1; at < end; at++) {
		size_t n = digits(at);

		if (!n || at[-1] != ' ')
			continue;
		if (at[n] == '/')
			n += 1 + digits(at + n + 1);
		if (at[n] == ' ')
			return at;
	}
	return NULL;
}

/* "12345.678901:" */
static const char *after_time(const char *at, const char *end)
{
	for (; at < end; at++) {
		size_t n = digits(at), fraction = n && at[n] == '.' ? digits(at + n + 1) : 0;

		if (fraction && at[n + 1 + fraction] == ':')
			return at + n + 2 + fraction;
		at += n;
	}
	return NULL;
}

/* The last ':' of the word; "cpu-clock:pppH:" and "cycles:" have it at their end. */
static bool read_header(const char *line, struct sample *s)
{
	const char *end, *pid, *at;
	size_t n;

	line = skip_blanks(line);
	end = line + line_length(line);
	if (line == end || *line == '#')
		return false;
	pid = find_pid(line, end);
	at = pid ? after_time(pid, end) : NULL;
	if (!at)
		return false;
	*s = (struct sample){ .comm = line, .comm_length = (size_t)(pid - line), .period = 1 };
	while (s->comm_length && line[s->comm_length - 1] == ' ')
		s->comm_length--;
	at = skip_blanks(at);
	n = digits(at);
	if (n && at[n] == ' ') {
		s->period = strtod(at, NULL);
		at = skip_blanks(at + n);
	}
	s->event = at;
	n = strcspn(at, " \t\r\n");
	s->rest = at + n;
	while (n && at[n - 1] == ':')
		n--;
	/* "pppH": how precisely, and where, it was counted. */
	if (memchr(at, ':', n) && !memchr(at, '/', n))
		n = (size_t)((const char *)memchr(at, ':', n) - at);
	s->event_length = n;
	return n > 0 && s->rest[-1] == ':';
}

/* "55d0c0 main+0x12 (/usr/bin/x)": the symbol; "[unknown]" where that is all perf knows. */
static const char *symbol_of(const char *line, struct wr_arena *arena)
{
	size_t hex;
	const char *at = skip_blanks(line), *end = line + line_length(line), *object = NULL, *offset = NULL;
	char *name;

	hex = strspn(at, "0123456789abcdef");
	if (!hex || at[hex] != ' ')
		return NULL;
	at += hex + 1;
	for (const char *c = at; c < end; c++)
		if (*c == '(' && c > at && c[-1] == ' ')
			object = c - 1;
	if (object)
		end = object;
	for (const char *c = at; c + 3 < end; c++)
		if (c[0] == '+' && c[1] == '0' && c[2] == 'x')
			offset = c;
	if (offset)
		end = offset;
	name = wr_arena_strndup(arena, at, (size_t)(end - at));
	for (char *c = name; *c; c++)
		*c = *c == ';' ? ':' : *c;
	return *name ? name : "[unknown]";
}

static bool is_of(const char *bytes, size_t n)
{
	struct sample s;
	const char *at = bytes;

	if (strlen(bytes) != n)
		return false;
	while (*at == '#' || *at == '\n')
		at += line_length(at) + (at[line_length(at)] == '\n');
	return read_header(at, &s);
}

static void add_sample(struct pf_profile *p, const struct sample *s, const char *const *frames, size_t n, double scale)
{
	struct wr_buf stack = WR_BUF_INIT;

	wr_buf_add(&stack, s->comm, s->comm_length);
	while (n)
		wr_buf_printf(&stack, ";%s", frames[--n]);
	pf_profile_add_stack(p, stack.data, s->period * scale);
	wr_buf_free(&stack);
}

/* The frames under a header; at is behind them afterwards. */
static size_t read_frames(const struct sample *s, const char **at, const char *frames[DEEPEST], struct wr_arena *arena)
{
	const char *beside = symbol_of(s->rest, arena), *line;
	struct sample next;
	size_t n = 0;

	if (beside)
		frames[n++] = beside;
	for (line = *at; (*line == ' ' || *line == '\t') && !read_header(line, &next); line += line_length(line) + (line[line_length(line)] == '\n')) {
		const char *symbol = symbol_of(line, arena);

		if (symbol && n < DEEPEST)
			frames[n++] = symbol;
	}
	*at = line;
	return n;
}

static bool is_clock(const char *event)
{
	return wr_starts_with(event, "cpu-clock") || wr_starts_with(event, "task-clock");
}

static unsigned line_number(const char *bytes, const char *at)
{
	unsigned n = 1;

	for (; bytes < at; bytes++)
		n += *bytes == '\n';
	return n;
}

static int read(struct pf_profile *p, const char *bytes, size_t n, struct wr_err *err)
{
	struct wr_arena *arena = pf_profile_arena(p);
	const char *event = NULL, *frames[DEEPEST];

	(void)n;
	for (const char *at = bytes; *at;) {
		struct sample s;
		bool is_header = read_header(at, &s);

		if (!is_header && *at != '\n' && *at != '#' && *at != ' ' && *at != '\t' && *at != '\r')
			return wr_fail_at(err, WR_EINPUT, pf_profile_path(p), line_number(bytes, at), 0,
					  "not a line of perf script");
		at += line_length(at) + (at[line_length(at)] == '\n');
		if (!is_header)
			continue;
		if (!event) {
			event = wr_arena_strndup(arena, s.event, s.event_length);
			pf_profile_counts(p, is_clock(event) ? "s" : "1", event);
		}
		size_t depth = read_frames(&s, &at, frames, arena);
		/* Of several events the first: their counts do not add up. */
		if (strlen(event) == s.event_length && !memcmp(event, s.event, s.event_length))
			add_sample(p, &s, frames, depth, is_clock(event) ? NANOSECOND : 1);
	}
	return 0;
}

const struct pf_profile_format pf_profile_perf_script = { "perf-script", "perf script", is_of, read };
