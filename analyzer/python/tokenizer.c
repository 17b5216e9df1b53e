/* tokenizer.c - the loop over a file, names and operators. */
#include "analyzer/python/tokenizer_p.h"

#include <stdlib.h>
#include "core/text.h"

enum start {            /* what a byte begins */
	S_BAD, S_END, S_BLANK, S_NEWLINE, S_LETTER, S_DIGIT, S_QUOTE, S_COMMENT, S_BACKSLASH, S_OPEN, S_CLOSE,
	S_DOT, S_COLON, S_BANG, S_OPERATOR
};

static const uint8_t starts[256] = {
	['\0'] = S_END, [' '] = S_BLANK, ['\t'] = S_BLANK, ['\f'] = S_BLANK, ['\n'] = S_NEWLINE,
	['a' ... 'z'] = S_LETTER, ['A' ... 'Z'] = S_LETTER, ['_'] = S_LETTER, [128 ... 255] = S_LETTER,
	['0' ... '9'] = S_DIGIT, ['"'] = S_QUOTE, ['\''] = S_QUOTE, ['#'] = S_COMMENT, ['\\'] = S_BACKSLASH,
	['('] = S_OPEN, ['['] = S_OPEN, ['{'] = S_OPEN, [')'] = S_CLOSE, [']'] = S_CLOSE, ['}'] = S_CLOSE,
	['.'] = S_DOT, [':'] = S_COLON, ['!'] = S_BANG,
	[','] = S_OPERATOR, [';'] = S_OPERATOR, ['='] = S_OPERATOR, ['+'] = S_OPERATOR, ['-'] = S_OPERATOR,
	['*'] = S_OPERATOR, ['/'] = S_OPERATOR, ['%'] = S_OPERATOR, ['@'] = S_OPERATOR, ['<'] = S_OPERATOR,
	['>'] = S_OPERATOR, ['&'] = S_OPERATOR, ['|'] = S_OPERATOR, ['^'] = S_OPERATOR, ['~'] = S_OPERATOR,
};

/* The token of a byte alone. */
static const uint8_t alone[128] = {
	['('] = PY_LPAREN, [')'] = PY_RPAREN, ['['] = PY_LBRACKET, [']'] = PY_RBRACKET, ['{'] = PY_LBRACE,
	['}'] = PY_RBRACE, [','] = PY_COMMA, [';'] = PY_SEMICOLON, ['='] = PY_ASSIGN, ['+'] = PY_PLUS,
	['-'] = PY_MINUS, ['*'] = PY_STAR, ['/'] = PY_SLASH, ['%'] = PY_PERCENT, ['@'] = PY_AT, ['<'] = PY_LESS,
	['>'] = PY_GREATER, ['&'] = PY_AMPERSAND, ['|'] = PY_BAR, ['^'] = PY_CARET, ['~'] = PY_TILDE,
};

/* The same byte twice. */
static const uint8_t doubled[128] = {
	['='] = PY_EQUAL, ['*'] = PY_DOUBLE_STAR, ['/'] = PY_DOUBLE_SLASH, ['<'] = PY_LEFT_SHIFT,
	['>'] = PY_RIGHT_SHIFT,
};

/* A token with '=' behind it. */
static const uint8_t assigning[PY_TOKEN_KINDS] = {
	[PY_PLUS] = PY_PLUS_ASSIGN, [PY_MINUS] = PY_MINUS_ASSIGN, [PY_STAR] = PY_STAR_ASSIGN,
	[PY_SLASH] = PY_SLASH_ASSIGN, [PY_DOUBLE_SLASH] = PY_DOUBLE_SLASH_ASSIGN, [PY_PERCENT] = PY_PERCENT_ASSIGN,
	[PY_AT] = PY_AT_ASSIGN, [PY_DOUBLE_STAR] = PY_DOUBLE_STAR_ASSIGN, [PY_LEFT_SHIFT] = PY_LEFT_SHIFT_ASSIGN,
	[PY_RIGHT_SHIFT] = PY_RIGHT_SHIFT_ASSIGN, [PY_AMPERSAND] = PY_AMPERSAND_ASSIGN, [PY_BAR] = PY_BAR_ASSIGN,
	[PY_CARET] = PY_CARET_ASSIGN, [PY_LESS] = PY_LESS_EQUAL, [PY_GREATER] = PY_GREATER_EQUAL,
};

void an_py_error(struct py_errors *errors, uint32_t at, uint32_t def, const char *message, const char *detail)
{
	if (errors->n < PY_ERRORS_MAX)
		errors->items[errors->n++] = (struct py_error){ at, def, message, detail };
}

void an_py_lexical_error(struct py_tokenizer *t, const char *at, const char *message, const char *detail)
{
	an_py_error(&t->out->errors, (uint32_t)(at - t->text), PY_NOWHERE, message, detail);
}

void an_py_python2(struct py_tokenizer *t, const char *at)
{
	if (!t->out->python2)
		t->out->python2 = (uint32_t)(at - t->text) + 1;
}

bool an_py_take_back(struct py_tokenizer *t, size_t token, const char *from, const char *at)
{
	struct py_tokens *out = t->out;
	struct py_errors *errors = &out->errors;
	uint32_t offset = (uint32_t)(at - t->text);

	t->reread += (size_t)(from - at);
	if (t->reread > t->reread_max)
		return false;
	t->n = token;
	while (out->line_count > 1 && out->lines[out->line_count - 1] > offset)
		out->line_count--;
	while (out->comment_count && out->comments[out->comment_count - 1].start >= offset)
		out->comment_count--;
	while (errors->n && errors->items[errors->n - 1].at >= offset)
		errors->n--;
	return true;
}

#define HIGH_BITS UINT64_C(0x8080808080808080)

/* The bytes of a word that cannot be part of an ASCII name have their high bit set in the result
 * (bytes above 127 can).  Each comparison is of seven-bit values, so that no carry crosses a byte. */
static uint64_t name_stops(uint64_t word)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = HIGH_BITS;
	uint64_t seven = word & ~high;
	uint64_t lower = seven | ones * 0x20;
	uint64_t letter = (lower + ones * (0x80 - 'a')) & ~(lower + ones * (0x7f - 'z'));
	uint64_t digit = (seven + ones * (0x80 - '0')) & ~(seven + ones * (0x7f - '9'));
	uint64_t underscore = ~((seven ^ ones * '_') + ones * 0x7f);

	return ~(letter | digit | underscore | word) & high;
}

static const char *name_end(const char *p)
{
	for (;; p += 8) {
		uint64_t stops = name_stops(py_load_word(p));

		if (stops)
			return p + __builtin_ctzll(stops) / 8;
	}
}

/* The end of the name at p whose bytes above 127 reach to at most end; p if it does not begin a name. */
static const char *unicode_name_end(const char *p, const char *end)
{
	const char *at = p;

	while (at < end) {
		unsigned code;
		size_t n = wr_utf8_decode(at, (size_t)(end - at), &code);

		if (!n || !(at == p ? an_py_identifier_start(code) : an_py_identifier_part(code)))
			break;
		at += n;
	}
	return at;
}

static bool has_high_byte(const char *p, const char *end)
{
	for (; p < end; p++) {
		if ((unsigned char)*p > 127)
			return true;
	}
	return false;
}

static const char *skip_bad_character(struct py_tokenizer *t, const char *p)
{
	unsigned code;
	size_t n = wr_utf8_decode(p, (size_t)(t->end - p), &code);

	an_py_lexical_error(t, p, "this character cannot stand here", NULL);
	return p + (n ? n : 1);
}

static bool is_string_prefix(const char *p, const char *end)
{
	if (end - p > 2)
		return false;
	for (; p < end; p++) {
		if (!strchr("rRbBfFuUtT", *p))
			return false;
	}
	return true;
}

/* A word that is a string's prefix, has letters beyond ASCII, is long or new. */
static const char *scan_any_name(struct py_tokenizer *t, const char *p, uint32_t *id)
{
	const char *end = name_end(p);

	if ((*end == '"' || *end == '\'') && is_string_prefix(p, end))
		return an_py_string(t, p, end);
	if (!t->source->ascii && !t->source->bytewise && has_high_byte(p, end)) {
		end = unicode_name_end(p, end);
		if (end == p)
			return skip_bad_character(t, p);
		*id = an_py_unicode_name(t->names, p, (size_t)(end - p));
		return end;
	}
	*id = an_py_name(t->names, p, (size_t)(end - p));
	return end;
}

/* The number of the ASCII name of at most fifteen letters at p, and its end, if it was seen before;
 * otherwise 0. */
static inline uint32_t known_name(const struct py_tokenizer *t, const char *p, const char **end)
{
	uint64_t word = py_load_word(p), second, stops = name_stops(word), below = (stops & -stops) >> 7;

	if (stops) {
		word &= below - 1;
		*end = p + __builtin_ctzll(stops) / 8;
		return word & HIGH_BITS ? 0 : py_short_name(t->names, word, (size_t)(*end - p));
	}
	second = py_load_word(p + 8);
	stops = name_stops(second);
	below = (stops & -stops) >> 7;
	if (!stops)
		return 0;
	if (below == 1) {
		*end = p + 8;
		return word & HIGH_BITS ? 0 : py_short_name(t->names, word, 8);
	}
	second &= below - 1;
	*end = p + 8 + __builtin_ctzll(stops) / 8;
	return (word | second) & HIGH_BITS ? 0 : py_middle_name(t->names, word, second, (size_t)(*end - p));
}

static const char *scan_name(struct py_tokenizer *t, const char *p)
{
	const char *end;
	uint32_t id = known_name(t, p, &end);

	if (!id || *end == '"' || *end == '\'') {
		id = 0;
		end = scan_any_name(t, p, &id);
		if (!id)
			return end;
	}
	if (id > PY_LAST_KEYWORD) {
		py_push(t, PY_NAME, p, end, id);
		return end;
	}
	if (t->depth) {
		const char *statement = an_py_keyword_in_brackets(t, p, PY_BEFORE_KEYWORDS + id);

		if (statement)
			return statement;
	}
	py_push(t, PY_BEFORE_KEYWORDS + id, p, end, 0);
	return end;
}

static const char *scan_operator(struct py_tokenizer *t, const char *p)
{
	const char *end = p + 1;
	unsigned kind = alone[(unsigned char)*p];

	if (p[1] == p[0] && doubled[(unsigned char)*p]) {
		kind = doubled[(unsigned char)*p];
		end++;
	} else if (p[0] == '-' && p[1] == '>') {
		kind = PY_ARROW;
		end++;
	} else if (p[0] == '<' && p[1] == '>') {
		an_py_python2(t, p);
		py_push(t, PY_NOT_EQUAL, p, p + 2, 0);
		return p + 2;
	}
	if (*end == '=' && assigning[kind]) {
		kind = assigning[kind];
		end++;
	}
	py_push(t, kind, p, end, 0);
	return end;
}

static struct py_bracket *innermost(struct py_tokenizer *t)
{
	return t->depth ? &t->brackets[t->depth - 1] : NULL;
}

static const char *scan_open(struct py_tokenizer *t, const char *p)
{
	unsigned kind = alone[(unsigned char)*p];

	*PY_PUSH(t->brackets, t->depth, t->bracket_cap) =
		(struct py_bracket){ .token = (uint32_t)t->n, .closer = (uint8_t)(kind + 1) };
	py_push(t, kind, p, p + 1, 0);
	return p + 1;
}

static const char *scan_colon(struct py_tokenizer *t, const char *p)
{
	struct py_bracket *b = innermost(t);

	if (b && b->field) {
		b->spec = true;
		py_push(t, PY_COLON, p, p + 1, 0);
		return an_py_fstring_text(t, p + 1);
	}
	if (p[1] == '=') {
		py_push(t, PY_WALRUS, p, p + 2, 0);
		return p + 2;
	}
	py_push(t, PY_COLON, p, p + 1, 0);
	return p + 1;
}

static const char *scan_bang(struct py_tokenizer *t, const char *p)
{
	struct py_bracket *b = innermost(t);

	if (p[1] == '=') {
		py_push(t, PY_NOT_EQUAL, p, p + 2, 0);
		return p + 2;
	}
	if (!b || !b->field)
		return skip_bad_character(t, p);
	py_push(t, PY_BANG, p, p + 1, 0);
	return p + 1;
}

static const char *scan_dot(struct py_tokenizer *t, const char *p)
{
	if (starts[(unsigned char)p[1]] == S_DIGIT)
		return an_py_number(t, p);
	if (p[1] == '.' && p[2] == '.') {
		py_push(t, PY_ELLIPSIS, p, p + 3, 0);
		return p + 3;
	}
	py_push(t, PY_DOT, p, p + 1, 0);
	return p + 1;
}

static const char *scan_newline(struct py_tokenizer *t, const char *p)
{
	py_line(t, p + 1);
	if (t->depth)
		return an_py_line_in_brackets(t, p + 1);
	py_push(t, PY_NEWLINE, p, p + 1, 0);
	return an_py_logical_line(t, p + 1);
}

static const char *scan_backslash(struct py_tokenizer *t, const char *p)
{
	if (p[1] == '\n') {
		py_line(t, p + 2);
		return p + 2;
	}
	an_py_lexical_error(t, p, "only a line end can follow a backslash here", NULL);
	return p + 1;
}

/* A NUL: the end of the file, or one inside it.  NULL when all is read. */
static const char *scan_nul(struct py_tokenizer *t, const char *p)
{
	if (p < t->end)
		return skip_bad_character(t, p);
	return t->depth ? an_py_end_in_brackets(t, p) : NULL;
}

static const char *scan_other(struct py_tokenizer *t, const char *p)
{
	if (*p != '`')
		return skip_bad_character(t, p);
	an_py_python2(t, p);            /* `x` is repr(x): the parser sees x */
	return p + 1;
}

static const char *scan_token(struct py_tokenizer *t, const char *p)
{
	while (*p == ' ')
		p++;
	switch ((enum start)starts[(unsigned char)*p]) {
	case S_LETTER: return scan_name(t, p);
	case S_OPERATOR: return scan_operator(t, p);
	case S_DOT: return scan_dot(t, p);
	case S_OPEN: return scan_open(t, p);
	case S_CLOSE: return an_py_close_bracket(t, p, alone[(unsigned char)*p]);
	case S_NEWLINE: return scan_newline(t, p);
	case S_QUOTE: return an_py_string(t, p, p);
	case S_DIGIT: return an_py_number(t, p);
	case S_COLON: return scan_colon(t, p);
	case S_COMMENT: return an_py_skip_comment(t, p);
	case S_BLANK: return p + 1;
	case S_BACKSLASH: return scan_backslash(t, p);
	case S_BANG: return scan_bang(t, p);
	case S_END: return scan_nul(t, p);
	case S_BAD: break;
	}
	return scan_other(t, p);
}

static void finish(struct py_tokenizer *t)
{
	if (t->n && t->items[t->n - 1].kind != PY_NEWLINE)
		py_push(t, PY_NEWLINE, t->end, t->end, 0);
	for (; t->indent; t->indent--)
		py_push(t, PY_DEDENT, t->end, t->end, 0);
	py_push(t, PY_END, t->end, t->end, 0);
	t->out->items = t->items;
	t->out->n = t->n;
	t->out->cap = t->cap;
	free(t->brackets);
}

void an_py_tokenize(const struct py_source *source, struct py_names *names, struct py_tokens *tokens)
{
	struct py_tokenizer t = { .text = source->text, .end = source->text + source->length, .source = source,
				  .names = names, .items = tokens->items, .cap = tokens->cap, .out = tokens,
				  .reread_max = 4 * source->length + 4096 };
	const char *p;

	tokens->line_count = tokens->comment_count = 0;
	tokens->errors.n = 0;
	tokens->python2 = 0;
	py_line(&t, t.text);
	for (p = an_py_logical_line(&t, t.text); p;)
		p = scan_token(&t, p);
	finish(&t);
}

void an_py_tokens_free(struct py_tokens *tokens)
{
	free(tokens->items);
	free(tokens->lines);
	free(tokens->comments);
	*tokens = (struct py_tokens){ 0 };
}

const char *an_py_token_text(enum py_token_kind kind)
{
	static const char *const texts[PY_TOKEN_KINDS] = {
#define TOKEN(kind, text) [PY_##kind] = text,
#define KEYWORD(kind, text) [PY_##kind] = text,
#define BUILTIN(id, text)
#define KNOWN(id, text)
#include "analyzer/python/tokens.def"
#include "analyzer/python/names.def"
#undef TOKEN
#undef KEYWORD
#undef BUILTIN
#undef KNOWN
	};

	return texts[kind];
}
