/* err.c - the one error type. */
#include "core/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "core/text.h"

/* A message that was cut may end inside a character, and one that quotes the
 * system may end in a newline. */
static void tidy_end(char *s, size_t n)
{
	size_t back = 0;

	while (n && (s[n - 1] == '\n' || s[n - 1] == '\r'))
		s[--n] = '\0';
	while (back < n && back < 3 && ((unsigned char)s[n - 1 - back] & 0xC0) == 0x80)
		back++;
	if (back < n && (unsigned char)s[n - 1 - back] >= 0xC0 &&
	    !wr_utf8_valid(s + n - 1 - back, back + 1))
		s[n - 1 - back] = '\0';
}

static void set(struct wr_err *err, enum wr_status code, const char *place, const char *format, va_list args)
{
	/* Through a second buffer: an argument may be the old message. */
	char text[sizeof err->message];
	int n = snprintf(text, sizeof text, "%s", place);
	size_t at = n < (int)sizeof text ? (size_t)n : sizeof text - 1;

	vsnprintf(text + at, sizeof text - at, format, args);
	tidy_end(text, strlen(text));
	err->code = code;
	memcpy(err->message, text, sizeof text);
}

int wr_fail(struct wr_err *err, enum wr_status code, const char *format, ...)
{
	va_list args;

	if (!err)
		return -1;
	va_start(args, format);
	set(err, code, "", format, args);
	va_end(args);
	return -1;
}

int wr_fail_at(struct wr_err *err, enum wr_status code, const char *path,
	       unsigned line, unsigned column, const char *format, ...)
{
	char place[sizeof err->message];
	va_list args;

	if (!err)
		return -1;
	if (line && column)
		snprintf(place, sizeof place, "%s:%u:%u: ", path, line, column);
	else if (line)
		snprintf(place, sizeof place, "%s:%u: ", path, line);
	else
		snprintf(place, sizeof place, "%s: ", path);
	va_start(args, format);
	set(err, code, place, format, args);
	va_end(args);
	return -1;
}

int wr_exit_code(enum wr_status code)
{
	switch (code) {
	case WR_OK:
		return 0;
	case WR_EUSAGE:
		return 2;
	case WR_EINTERRUPT:
		return 130;
	case WR_EINPUT:
	case WR_EIO:
	case WR_EMEASURE:
	case WR_ELIMIT:
		break;
	}
	return 3;
}
