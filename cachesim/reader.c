/* reader.c - a trace from a file, whatever its format. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/file.h"
#include "core/units.h"
#include "cachesim/cachesim.h"
#include "cachesim/collect_p.h"
#include "cachesim/format_p.h"

enum {
	SEEN_RECORDS = 64,      /* by which a format is recognised */
	RECORDS = 4096,         /* taken at once */
	TAKEN = 1 << 16,        /* bytes of plain lines taken at once */
	TAKE_BEHIND = 8         /* bytes behind a plain line that may be looked at */
};

struct reader {
	const char *name;               /* of the file, for messages */
	struct wr_lines *lines;
	const struct cs_format *format;
	void *state;                    /* the format's */
	struct cs_collector collector;
	bool confirmed;                 /* a first line "OK" was seen and not judged */
	unsigned damage_line, damage_column;
	const char *damage_why;
};

static unsigned code_points(const char *s, size_t n)
{
	unsigned count = 0;

	for (size_t i = 0; i < n; i++)
		count += ((unsigned char)s[i] & 0xc0) != 0x80;
	return count;
}

static void note_damage(struct reader *r, const char *line, const struct cs_damage *d)
{
	unsigned long long number = wr_lines_number(r->lines);

	if (r->collector.trace->damaged++)
		return;
	r->damage_line = number < 0xffffffffu ? (unsigned)number : 0;
	r->damage_column = code_points(line, d->offset) + 1;
	r->damage_why = d->why;
}

static void skip_byte_order_mark(const char **line, size_t *n)
{
	if (*n >= 3 && !memcmp(*line, "\xef\xbb\xbf", 3)) {
		*line += 3;
		*n -= 3;
	}
}

static bool is_blank(const char *line, size_t n)
{
	while (n && (line[n - 1] == ' ' || line[n - 1] == '\t'))
		n--;
	return !n;
}

/* A byte that no text has. */
static bool is_binary(const char *line, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)line[i] < ' ' && line[i] != '\t')
			return true;
	return false;
}

/* The format that the user named, if any. */
static int find_format(struct reader *r, const struct cs_trace_options *options, struct wr_err *err)
{
	r->format = options->format ? cs_format_find(options->format) : NULL;
	if (options->format && !r->format)
		return wr_fail(err, WR_EUSAGE, "there is no trace format '%s'; there are %s",
			       options->format, cs_trace_formats());
	return 0;
}

static int open_format(struct reader *r, const struct cs_first_line *first,
		       const struct cs_trace_options *options, struct wr_err *err)
{
	r->state = r->format->open(first, options, &r->collector.fields, err);
	if (options->lean)
		r->collector.fields &= CS_HAS_OPERATION;
	return r->state ? 0 : -1;
}

static int choose_format(struct reader *r, const char *line, size_t n,
			 const struct cs_trace_options *options, struct wr_err *err)
{
	struct cs_first_line first = { r->name, (unsigned)wr_lines_number(r->lines), line, n };

	if (is_binary(line, n))
		return wr_fail_at(err, WR_EINPUT, r->name, first.number, 0,
				  "this is a binary file, not a trace");
	if (!r->format)
		r->format = cs_format_recognise(line, n, false);
	if (!r->format)
		return wr_fail_at(err, WR_EINPUT, r->name, first.number, 0, "no known trace format");
	return open_format(r, &first, options, err);
}

static int parse(struct reader *r, const char *line, size_t n, struct wr_err *err)
{
	struct cs_request q;
	struct cs_damage damage;

	do {
		q.more = false;
		switch (r->format->parse(r->state, line, n, &q, &damage)) {
		case CS_LINE_REQUEST:
			if (cs_collector_add(&r->collector, &q, err))
				return -1;
			break;
		case CS_LINE_DAMAGED:
			note_damage(r, line, &damage);
			return 0;
		case CS_LINE_NOTHING:
			return 0;
		}
	} while (q.more);
	return 0;
}

/* redis-cli and valkey-cli say "OK" before the first line; in a file of another format it is a request. */
static int settle_confirmation(struct reader *r, const char *next, size_t n,
			       const struct cs_trace_options *options, struct wr_err *err)
{
	const struct cs_format *format = r->format ? r->format : cs_format_recognise(next, n, false);

	r->confirmed = false;
	if (format && format->confirmed)
		return 0;
	return choose_format(r, "OK", 2, options, err) || parse(r, "OK", 2, err) ? -1 : 0;
}

static int read_line(struct reader *r, const char *line, size_t n, const struct cs_trace_options *options,
		     struct wr_err *err)
{
	if (!r->state && !r->confirmed && n == 2 && !memcmp(line, "OK", 2)) {
		r->confirmed = true;
		return 0;
	}
	if (r->confirmed && settle_confirmation(r, line, n, options, err))
		return -1;
	if (!r->state && choose_format(r, line, n, options, err))
		return -1;
	return parse(r, line, n, err);
}

/* The last line end of bytes that has 8 bytes behind it; NULL if there is none. */
static const char *last_line_end(const char *bytes, size_t n)
{
	while (n > TAKE_BEHIND && bytes[n - TAKE_BEHIND - 1] != '\n')
		n--;
	return n > TAKE_BEHIND ? bytes + n - TAKE_BEHIND - 1 : NULL;
}

/* Takes lines for as long as they are plain and whole in the buffer. */
static int take_lines(struct reader *r, struct wr_err *err)
{
	const char *at, *last, *next;
	struct cs_request q = { 0 };
	size_t got;

	do {
		if (wr_lines_peek(r->lines, TAKEN, &at, &got, err))
			return -1;
		last = last_line_end(at, got);
		for (next = at; last && at <= last && (next = r->format->take(r->state, at, &q)); at = next) {
			wr_lines_skip(r->lines, (size_t)(next - at));
			if (cs_collector_add(&r->collector, &q, err))
				return -1;
		}
	} while (last && next);
	return 0;
}

static int read_lines(struct reader *r, const struct cs_trace_options *options, struct wr_err *err)
{
	const char *line;
	size_t n;
	int got;

	for (;;) {
		if (r->state && r->format->take && take_lines(r, err))
			return -1;
		got = wr_lines_next(r->lines, &line, &n, err);
		if (got <= 0)
			break;
		if (wr_lines_number(r->lines) == 1)
			skip_byte_order_mark(&line, &n);
		if (!is_blank(line, n) && read_line(r, line, n, options, err))
			return -1;
	}
	return !got && r->confirmed ? settle_confirmation(r, "", 0, options, err) : got;
}

/* Binary traces: 1 = this is one and was read, 0 = it is a file of lines, -1 with err. */
static int read_records(struct reader *r, const struct cs_trace_options *options, struct wr_err *err)
{
	struct cs_first_line first = { .path = r->name, .number = 1 };
	size_t got, size;

	if (wr_lines_peek(r->lines, SEEN_RECORDS * 64, &first.text, &first.n, err))
		return -1;
	if (!options->format)
		r->format = cs_format_recognise(first.text, first.n, true);
	if (!r->format || !(size = r->format->record))
		return 0;
	if (open_format(r, &first, options, err))
		return -1;
	while (!wr_lines_peek(r->lines, RECORDS * size, &first.text, &got, err)) {
		if (!got)
			return 1;
		for (size_t at = 0; at < got; at += size) {
			size_t n = got - at < size ? got - at : size;

			wr_lines_skip(r->lines, n);
			if (parse(r, first.text + at, n, err))
				return -1;
		}
	}
	return -1;
}

static int read_all(struct reader *r, const struct cs_trace_options *options, struct wr_err *err)
{
	int got;

	if (find_format(r, options, err))
		return -1;
	got = read_records(r, options, err);
	if (got < 0 || (!got && read_lines(r, options, err)))
		return -1;
	return 0;
}

static void keep_first_damage(struct reader *r)
{
	size_t size = strlen(r->name) + strlen(r->damage_why) + 32;

	r->collector.trace->first_damage = wr_malloc(size);
	snprintf(r->collector.trace->first_damage, size, "%s:%u:%u: %s", r->name, r->damage_line, r->damage_column,
		 r->damage_why);
}

static int check(struct reader *r, double tolerated, struct wr_err *err)
{
	size_t damaged = r->collector.trace->damaged, lines = r->collector.trace->n + damaged;
	char percent[32];

	if (!lines)
		return wr_fail(err, WR_EINPUT, "%s: no requests in this trace", r->name);
	if (damaged && (!r->collector.trace->n || (double)damaged > tolerated * (double)lines))
		return wr_fail_at(err, WR_EINPUT, r->name, r->damage_line, r->damage_column,
				  "%s; %zu of %zu lines are damaged, at most %s are tolerated", r->damage_why,
				  damaged, lines, wr_format_percent(percent, sizeof percent, tolerated));
	if (damaged)
		keep_first_damage(r);
	return cs_collector_finish(&r->collector, err);
}

static void reader_close(struct reader *r)
{
	if (r->state)
		r->format->close(r->state);
	wr_lines_close(r->lines);
	cs_collector_close(&r->collector);
	free(r);
}

static double tolerated_share(double max_damaged)
{
	if (max_damaged == 0)
		return 0.01;
	return max_damaged < 0 ? 0 : max_damaged;
}

struct cs_trace *cs_trace_read(const char *path, const struct cs_trace_options *options, struct wr_err *err)
{
	static const struct cs_trace_options defaults;
	struct reader *r = wr_calloc(1, sizeof *r);
	struct cs_trace *t = NULL;

	options = options ? options : &defaults;
	r->name = strcmp(path, "-") ? path : "standard input";
	r->collector.name = r->name;
	r->collector.trace = wr_calloc(1, sizeof *r->collector.trace);
	r->lines = wr_lines_open(path, err);
	if (r->lines && !read_all(r, options, err) &&
	    !check(r, tolerated_share(options->max_damaged), err)) {
		t = r->collector.trace;
		r->collector.trace = NULL;
	}
	reader_close(r);
	return t;
}
