/* strings.c - string literals, and the text parts of f-strings and t-strings. */
#include "analyzer/python/tokenizer_p.h"

/* Bytes that a scan of a string looks at. */
static const uint8_t stops[256] = { ['\0'] = 1, ['\n'] = 1, ['"'] = 1, ['\''] = 1, ['\\'] = 1 };
static const uint8_t text_stops[256] = {
	['\0'] = 1, ['\n'] = 1, ['"'] = 1, ['\''] = 1, ['\\'] = 1, ['{'] = 1, ['}'] = 1
};

static uint32_t prefix_flags(const char *p, const char *quote)
{
	uint32_t flags = (uint32_t)(quote - p) * PY_STRING_PREFIX;

	for (; p < quote; p++) {
		switch (*p | 32) {
		case 'b': flags |= PY_STRING_BYTES; break;
		case 'r': flags |= PY_STRING_RAW; break;
		case 't': flags |= PY_STRING_TEMPLATE; break;
		}
	}
	return flags;
}

static bool closes(const char *p, char quote, bool triple)
{
	return *p == quote && (!triple || (p[1] == quote && p[2] == quote));
}

/* Behind a backslash and what it escapes. */
static const char *skip_escape(struct py_tokenizer *t, const char *p)
{
	if (p[1] == '\n')
		py_line(t, p + 2);
	return p + 1 < t->end ? p + 2 : t->end;
}

/* A string that nothing closes: it ends at its line, and the next lines are read again. */
static const char *cut_at_line(struct py_tokenizer *t, const char *start, const char *quote, const char *p,
			       uint32_t flags)
{
	const char *end = memchr(quote, '\n', (size_t)(t->end - quote));

	if (!end)
		end = t->end;
	if (p > end && !an_py_take_back(t, t->n, p, end))
		end = p;
	an_py_lexical_error(t, start, "this string is not closed", NULL);
	t->suspect = t->depth > 0;
	py_push(t, PY_STRING, start, end, flags | PY_STRING_OPEN);
	return end;
}

/* Does a line of the string begin like a statement? */
static bool holds_code(const char *p, const char *end)
{
	static const char *const words[] = { "def ", "class ", "return ", "import ", "from ", "if ", "for ",
					     "self.", "@", "raise ", "try:", NULL };

	while ((p = memchr(p, '\n', (size_t)(end - p)))) {
		p++;
		p += strspn(p, " \t");
		for (size_t i = 0; words[i]; i++) {
			if (!strncmp(p, words[i], strlen(words[i])))
				return true;
		}
	}
	return false;
}

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* The length of the word at p if it is one that no operator is; 0 otherwise. */
static size_t plain_word(struct py_tokenizer *t, const char *p)
{
	size_t n = 0;
	uint32_t id;

	while (is_letter(p[n]))
		n++;
	id = n ? an_py_name(t->names, p, n) : 0;
	return id > PY_LAST_KEYWORD && id != PY_NAME_MATCH && id != PY_NAME_CASE && id != PY_NAME_TYPE ? n : 0;
}

/* Do two words stand side by side at the beginning of the next line that is not blank?  No program
 * has that. */
static bool prose_follows(struct py_tokenizer *t, const char *p)
{
	size_t first;

	p += strspn(p, " \t");
	if (*p != '\n')
		return false;
	p += strspn(p, " \t\n");
	first = plain_word(t, p);
	return first && p[first] == ' ' && plain_word(t, p + first + 1);
}

/* Does a word stand right behind the quotes: """a"""b? */
static bool runs_into_word(struct py_tokenizer *t, const char *p)
{
	return is_letter(*p) && plain_word(t, p);
}

/* A string over several lines with code in it, and prose behind it: the quotes that opened it closed
 * another one, and a quote before is missing. */
static bool is_inside_out(struct py_tokenizer *t, const char *quote, const char *end)
{
	return (runs_into_word(t, end + 3) || prose_follows(t, end + 3)) && holds_code(quote, end);
}

static const char *scan_triple(struct py_tokenizer *t, const char *start, const char *quote, uint32_t flags)
{
	const char *p = quote + 3;
	size_t lines = t->out->line_count;

	for (;;) {
		while (!stops[(unsigned char)*p])
			p++;
		if (*p == '\\') {
			p = skip_escape(t, p);
		} else if (closes(p, *quote, true)) {
			break;
		} else if (p >= t->end) {
			return cut_at_line(t, start, quote, p, flags);
		} else if (*p++ == '\n') {
			py_line(t, p);
		}
	}
	if (t->out->line_count > lines && is_inside_out(t, quote, p))
		return cut_at_line(t, start, quote, p, flags);
	py_push(t, PY_STRING, start, p + 3, flags | PY_STRING_TRIPLE);
	return p + 3;
}

static const char *scan_single(struct py_tokenizer *t, const char *start, const char *quote, uint32_t flags)
{
	const char *p = quote + 1;

	for (;;) {
		while (!stops[(unsigned char)*p])
			p++;
		if (*p == *quote)
			break;
		if (*p == '\n' || p >= t->end)
			return cut_at_line(t, start, quote, p, flags);
		p = *p == '\\' ? skip_escape(t, p) : p + 1;
	}
	py_push(t, PY_STRING, start, p + 1, flags);
	return p + 1;
}

static const char *begin_fstring(struct py_tokenizer *t, const char *start, const char *quote, uint32_t flags)
{
	bool triple = closes(quote, *quote, true);
	struct py_fstring *f = &t->fstrings[t->fstring_count++];

	*f = (struct py_fstring){ .token = (uint32_t)t->n, .depth = (uint32_t)t->depth, .quote = *quote,
				  .triple = triple, .raw = flags & PY_STRING_RAW };
	quote += triple ? 3 : 1;
	py_push(t, PY_FSTRING_START, start, quote, flags | (triple ? PY_STRING_TRIPLE : 0));
	return an_py_fstring_text(t, quote);
}

const char *an_py_string(struct py_tokenizer *t, const char *start, const char *p)
{
	uint32_t flags = prefix_flags(start, p);

	if (p - start == 2 && ((start[0] | 32) == 'u' || (start[1] | 32) == 'u'))
		an_py_python2(t, start);
	if (p > start && (memchr(start, 'f', (size_t)(p - start)) || memchr(start, 'F', (size_t)(p - start)) ||
			  flags & PY_STRING_TEMPLATE)) {
		if (t->fstring_count < PY_FSTRING_MAX)
			return begin_fstring(t, start, p, flags);
		an_py_lexical_error(t, start, "f-strings are nested too deeply", NULL);
	}
	return closes(p, *p, true) ? scan_triple(t, start, p, flags) : scan_single(t, start, p, flags);
}

static bool in_spec(const struct py_tokenizer *t, const struct py_fstring *f)
{
	return t->depth > f->depth && t->brackets[t->depth - 1].spec;
}

static const char *begin_field(struct py_tokenizer *t, const char *p)
{
	*PY_PUSH(t->brackets, t->depth, t->bracket_cap) =
		(struct py_bracket){ .token = (uint32_t)t->n, .closer = PY_RBRACE, .field = true };
	py_push(t, PY_LBRACE, p, p + 1, 0);
	return p + 1;
}

/* The f-string is not closed: it becomes a string to the end of its first line. */
static const char *cut_fstring(struct py_tokenizer *t, const struct py_fstring *f, const char *p)
{
	struct py_token start = t->items[f->token];
	const char *quote = t->text + start.end - 1;

	t->depth = f->depth;
	t->fstring_count--;
	t->n = f->token;
	return cut_at_line(t, t->text + start.start, quote, p, start.value);
}

/* Behind the name in \N{DIGIT ONE} and its brace. */
static const char *skip_character_name(const char *p)
{
	p += strcspn(p, "}\n\"'");
	return p + (*p == '}');
}

/* Behind what stands at p in the text of an f-string and is text itself; p if it is not. */
static const char *skip_text(struct py_tokenizer *t, const struct py_fstring *f, const char *p, bool spec)
{
	switch (*p) {
	case '\\':
		if (p[1] == '{' || p[1] == '}')
			return p + 1;
		if (!f->raw && p[1] == 'N' && p[2] == '{')
			return skip_character_name(p + 3);
		return skip_escape(t, p);
	case '{':
		return p[1] == '{' && !spec ? p + 2 : p;
	case '}':
		if (spec)
			return p;
		if (p[1] != '}')
			an_py_lexical_error(t, p, "a single '}' in an f-string", NULL);
		return p + 1 + (p[1] == '}');
	case '\n':
		if (!f->triple)
			return p;
		py_line(t, p + 1);
		return p + 1;
	case '\0':
		return p < t->end ? p + 1 : p;
	default:
		return closes(p, f->quote, f->triple) ? p : p + 1;
	}
}

const char *an_py_fstring_text(struct py_tokenizer *t, const char *p)
{
	struct py_fstring *f = &t->fstrings[t->fstring_count - 1];
	bool spec = in_spec(t, f);
	const char *start = p, *next;

	for (;; p = next) {
		while (!text_stops[(unsigned char)*p])
			p++;
		next = skip_text(t, f, p, spec);
		if (next == p)
			break;
	}
	if (p >= t->end || *p == '\n')
		return cut_fstring(t, f, p);
	if (p > start)
		py_push(t, PY_FSTRING_MIDDLE, start, p, 0);
	if (*p == '{')
		return begin_field(t, p);
	if (*p == '}')
		return an_py_close_bracket(t, p, PY_RBRACE);
	next = p + (f->triple ? 3 : 1);
	t->depth = f->depth;            /* a quote inside a format spec ends the string, too */
	t->fstring_count--;
	py_push(t, PY_FSTRING_END, p, next, 0);
	return next;
}
