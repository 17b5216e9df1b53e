/*
 * accesslog.c - access logs of web servers, in the common or the combined form:
 * 127.0.0.1 - - [10/Oct/2026:13:55:36 -0700] "GET /cart?id=7 HTTP/1.1" 200 2326 "-" "curl"
 *
 * The key is what was asked for, without its fragment.  GET and HEAD read;
 * POST, PUT and PATCH write and DELETE deletes, if the server did not refuse
 * it (400 and above).  Other methods, and requests that are no HTTP, ask for
 * nothing.  What stands before the time, such as a virtual host, is passed over.
 */
#include <string.h>
#include "cachesim/csv_p.h"

enum { STAMP = 26, REFUSED = 400 };     /* STAMP: length of 10/Oct/2026:13:55:36 -0700 */

static const struct { const char *name; enum cs_operation operation; } methods[] = {
	{ "GET", CS_READ }, { "HEAD", CS_READ }, { "POST", CS_WRITE }, { "PUT", CS_WRITE },
	{ "PATCH", CS_WRITE }, { "DELETE", CS_DELETE },
};

/* The n digits at s, or -1. */
static int digits(const char *s, int n)
{
	int v = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + (s[i] - '0');
	}
	return v;
}

static int month_of(const char *s)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

	for (int i = 0; i < 12; i++)
		if (!memcmp(names + 3 * i, s, 3))
			return i + 1;
	return -1;
}

/* Days since 1970-01-01 of the Gregorian calendar; years begin in March, so that a leap day is their last. */
static long days_of(int year, int month, int day)
{
	long y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

/* Seconds since 1970 of "10/Oct/2026:13:55:36 -0700".  false: it is none. */
static bool read_stamp(const char *s, double *seconds)
{
	int day = digits(s, 2), month = month_of(s + 3), year = digits(s + 7, 4);
	int hour = digits(s + 12, 2), minute = digits(s + 15, 2), second = digits(s + 18, 2);
	int zone_hour = digits(s + 22, 2), zone_minute = digits(s + 24, 2), zone;

	if (s[2] != '/' || s[6] != '/' || s[11] != ':' || s[14] != ':' || s[17] != ':' || s[20] != ' ')
		return false;
	if (day < 1 || day > 31 || month < 1 || year < 1970 || hour < 0 || hour > 23 || minute < 0 ||
	    minute > 59 || second < 0 || second > 60 || zone_hour < 0 || zone_minute < 0 ||
	    (s[21] != '+' && s[21] != '-'))
		return false;
	zone = (s[21] == '-' ? -1 : 1) * (zone_hour * 60 + zone_minute);
	*seconds = (double)(days_of(year, month, day) * 86400 + hour * 3600 + (minute - zone) * 60 + second);
	return true;
}

/* What follows `[time] "`, or NULL. */
static const char *find_request(const char *line, const char *end, double *seconds)
{
	const char *open = line;

	while ((open = memchr(open, '[', (size_t)(end - open)))) {
		open++;
		if (end - open > STAMP + 2 && open[STAMP] == ']' && open[STAMP + 1] == ' ' &&
		    open[STAMP + 2] == '"' && read_stamp(open, seconds))
			return open + STAMP + 3;
	}
	return NULL;
}

/* The quote that ends a text in which a quote may stand behind a backslash; NULL if there is none. */
static const char *closing_quote(const char *at, const char *end)
{
	for (; at < end; at++) {
		if (*at == '"')
			return at;
		at += *at == '\\';
	}
	return NULL;
}

/* Method, target and what follows; false: this is no request. */
static bool read_request(const char *at, const char *end, struct cs_request *out)
{
	const char *blank = memchr(at, ' ', (size_t)(end - at)), *stop;

	if (!blank)
		return false;
	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
		if (strlen(methods[i].name) != (size_t)(blank - at) ||
		    memcmp(methods[i].name, at, (size_t)(blank - at)))
			continue;
		at = blank + 1;
		stop = memchr(at, ' ', (size_t)(end - at));
		end = stop ? stop : end;
		stop = memchr(at, '#', (size_t)(end - at));
		out->key = at;
		out->key_length = (size_t)((stop ? stop : end) - at);
		out->operation = methods[i].operation;
		return out->key_length;
	}
	return false;
}

/* Reads " 200 2326": status and bytes, "-" is none. */
static const char *read_answer(const char *at, const char *end, int *status, struct cs_request *out)
{
	const char *stop;

	if (end - at < 6 || at[0] != ' ' || (*status = digits(at + 1, 3)) < 0 || at[4] != ' ')
		return "no status of three digits follows the request";
	at += 5;
	stop = memchr(at, ' ', (size_t)(end - at));
	stop = stop ? stop : end;
	if (stop - at == 1 && *at == '-')
		return NULL;
	return cs_csv_size(at, (size_t)(stop - at), &out->size);
}

static enum cs_line damaged(struct cs_damage *damage, size_t offset, const char *why)
{
	*damage = (struct cs_damage){ offset, why };
	return CS_LINE_DAMAGED;
}

static enum cs_line accesslog_parse(void *state, const char *line, size_t n, struct cs_request *out,
				    struct cs_damage *damage)
{
	const char *end = line + n, *request, *close, *why;
	int status = 0;
	bool asks;

	(void)state;
	*out = (struct cs_request){ 0 };
	request = find_request(line, end, &out->time);
	if (!request)
		return damaged(damage, 0, "no [day/month/year:time zone] \"request\" is in the line");
	close = closing_quote(request, end);
	if (!close)
		return damaged(damage, (size_t)(request - line), "the request does not end");
	asks = read_request(request, close, out);
	why = read_answer(close + 1, end, &status, out);
	if (why)
		return damaged(damage, (size_t)(close + 1 - line), why);
	if (!asks || (out->operation != CS_READ && status >= REFUSED))
		return CS_LINE_NOTHING;
	return CS_LINE_REQUEST;
}

static bool accesslog_recognise(const char *line, size_t n)
{
	double ignored;

	return find_request(line, line + n, &ignored);
}

static void *accesslog_open(const struct cs_first_line *first, const struct cs_trace_options *options,
			    unsigned *fields, struct wr_err *err)
{
	static char nothing;

	(void)first, (void)options, (void)err;
	*fields = CS_HAS_TIME | CS_HAS_SIZE | CS_HAS_OPERATION;
	return &nothing;
}

static void accesslog_close(void *state)
{
	(void)state;
}

const struct cs_format cs_format_accesslog = {
	.name = "accesslog",
	.title = "access log of a web server, common or combined",
	.recognise = accesslog_recognise,
	.open = accesslog_open,
	.parse = accesslog_parse,
	.close = accesslog_close,
};
