/* source.c - byte order mark, encoding cookie, line ends. */
#include "analyzer/python/source_p.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>
#include "analyzer/python/names_p.h"
#include "core/text.h"

#define COOKIE_MAX 40   /* bytes of an encoding's name */
#define HIGH_BITS UINT64_C(0x8080808080808080)

/* The encoding that a comment names, PEP 263: ^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+).  False if there is none. */
static bool cookie_in(const char *line, const char *end, char *name)
{
	size_t n = 0;

	line += strspn(line, " \t\f");
	if (line >= end || *line != '#')
		return false;
	for (const char *at = line; (at = memmem(at, (size_t)(end - at), "coding", 6)); at++) {
		const char *p = at + 6;

		if (p == end || (*p != ':' && *p != '='))
			continue;
		for (p++; p < end && (*p == ' ' || *p == '\t'); p++)
			;
		while (p < end && n < COOKIE_MAX - 1 && (isalnum((unsigned char)*p) || strchr("-_.", *p)))
			name[n++] = *p++;
		name[n] = '\0';
		return n > 0;
	}
	return false;
}

static bool blank_or_comment(const char *line, const char *end)
{
	line += strspn(line, " \t\f");
	return line >= end || *line == '#' || *line == '\r';
}

/* Line 1, or line 2 if line 1 is empty or a comment. */
static bool find_cookie(const char *text, const char *end, char *name)
{
	const char *stop = memchr(text, '\n', (size_t)(end - text));

	if (!stop)
		stop = end;
	if (cookie_in(text, stop, name))
		return true;
	if (stop == end || !blank_or_comment(text, stop))
		return false;
	text = stop + 1;
	stop = memchr(text, '\n', (size_t)(end - text));
	return cookie_in(text, stop ? stop : end, name);
}

static bool is_utf8_name(const char *name)
{
	return !strncasecmp(name, "utf-8", 5) || !strncasecmp(name, "utf_8", 5) || !strcasecmp(name, "utf8") ||
	       !strcasecmp(name, "ascii") || !strcasecmp(name, "us-ascii");
}

/* Python writes "latin-1" and "koi8_r" where iconv writes "LATIN1" and "KOI8-R". */
static iconv_t open_decoder(const char *name)
{
	char other[COOKIE_MAX];
	size_t n = 0;
	iconv_t decoder;

	if (!strncasecmp(name, "latin", 5) || !strncasecmp(name, "iso-latin", 9))
		return iconv_open("UTF-8", "ISO-8859-1");
	decoder = iconv_open("UTF-8", name);
	if (decoder != (iconv_t)-1)
		return decoder;
	for (; name[n]; n++)
		other[n] = name[n] == '_' ? '-' : name[n];
	other[n] = '\0';
	return iconv_open("UTF-8", other);
}

/* Decodes n bytes into out; bytes that mean nothing become '?'.  False if the encoding is not known. */
static bool decode(const char *name, const char *bytes, size_t n, struct wr_buf *out)
{
	iconv_t decoder = open_decoder(name);
	char *in = (char *)(uintptr_t)bytes;

	if (decoder == (iconv_t)-1)
		return false;
	while (n) {
		char part[4096], *to = part;
		size_t room = sizeof part;
		bool bad = iconv(decoder, &in, &n, &to, &room) == (size_t)-1 && errno != E2BIG;

		wr_buf_add(out, part, sizeof part - room);
		if (bad) {
			wr_buf_char(out, '?');
			in++, n--;
		}
	}
	iconv_close(decoder);
	return true;
}

static bool is_ascii(const char *text, size_t n)
{
	uint64_t high = 0;
	size_t i = 0;

	for (; i + 32 <= n; i += 32)
		high |= py_load_word(text + i) | py_load_word(text + i + 8) | py_load_word(text + i + 16) |
			py_load_word(text + i + 24);
	for (; i < n; i++)
		high |= (uint64_t)(unsigned char)text[i];
	return !(high & HIGH_BITS);
}

/* Where the bytes stop to be UTF-8; n if they do not. */
static size_t first_invalid(const char *text, size_t n)
{
	size_t at = 0;

	while (at < n) {
		unsigned code;
		size_t length = 8;

		if (at + 8 > n || py_load_word(text + at) & HIGH_BITS)
			length = wr_utf8_decode(text + at, n - at, &code);
		if (!length)
			return at;
		at += length;
	}
	return n;
}

/* CR LF and lone CR become LF. */
static size_t join_line_ends(char *text, size_t n)
{
	char *in = text, *out = text, *end = text + n;

	while (in < end) {
		if (*in == '\r') {
			*out++ = '\n';
			in += 1 + (in + 1 < end && in[1] == '\n');
		} else {
			*out++ = *in++;
		}
	}
	return (size_t)(out - text);
}

/* The text in UTF-8, or as it is if the encoding it names is not known. */
static void decode_text(struct py_source *s)
{
	char cookie[COOKIE_MAX];

	s->named = find_cookie(s->text, s->text + s->length, cookie);
	if (s->ascii || !s->named || is_utf8_name(cookie))
		return;
	if (decode(cookie, s->text, s->length, &s->buf)) {
		s->text = s->buf.data;
		s->length = s->buf.len;
		return;
	}
	wr_buf_clear(&s->buf);
	s->bytewise = true;
	s->problem = "the encoding that the file names is not known: bytes above 127 are taken as letters";
}

/* Line ends of other systems are changed in a copy. */
static void unify_line_ends(struct py_source *s)
{
	if (!memchr(s->text, '\r', s->length))
		return;
	if (s->text != s->buf.data)
		wr_buf_add(&s->buf, s->text, s->length);
	s->length = s->buf.len = join_line_ends(s->buf.data, s->buf.len);
	s->text = s->buf.data;
}

static void check_utf8(struct py_source *s)
{
	size_t bad = first_invalid(s->text, s->length);

	if (bad == s->length)
		return;
	s->bytewise = true;
	s->problem_at = bad;
	s->problem = s->named ? "not valid UTF-8: these bytes are taken as letters"
			      : "not UTF-8, and no encoding is named: these bytes are taken as letters";
}

void an_py_source_set(struct py_source *s, const char *bytes, size_t n)
{
	static const char padding[PY_PADDING];

	*s = (struct py_source){ .buf = s->buf, .text = bytes, .length = n };
	wr_buf_clear(&s->buf);
	if (n >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3)) {
		s->text += 3;
		s->length -= 3;
	}
	s->ascii = is_ascii(s->text, s->length);
	decode_text(s);
	unify_line_ends(s);
	if (!s->ascii && !s->bytewise)
		check_utf8(s);
	if (s->text != s->buf.data)
		return;
	wr_buf_add(&s->buf, padding, sizeof padding);
	s->text = s->buf.data;
}

void an_py_source_free(struct py_source *s)
{
	wr_buf_free(&s->buf);
	*s = (struct py_source){ 0 };
}
