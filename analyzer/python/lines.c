/* lines.c - indentation, comments, and brackets that are never closed. */
#include "analyzer/python/tokenizer_p.h"

const char *an_py_skip_comment(struct py_tokenizer *t, const char *p)
{
	const char *end = memchr(p, '\n', (size_t)(t->end - p)), *colon;
	struct py_tokens *out = t->out;

	if (!end)
		end = t->end;
	colon = memchr(p, ':', (size_t)(end - p));
	if (colon && memmem(p, (size_t)(end - p), "weir:", 5))
		*PY_PUSH(out->comments, out->comment_count, out->comment_cap) =
			(struct py_comment){ (uint32_t)(p - t->text), (uint32_t)(end - t->text) };
	return end;
}

static void check_tabs(struct py_tokenizer *t, const char *p, bool consistent)
{
	if (!consistent)
		an_py_lexical_error(t, p, "tabs and spaces are mixed in the indentation", NULL);
}

static void indent(struct py_tokenizer *t, const char *p, struct py_indent here)
{
	if (t->indent + 1 == PY_INDENT_MAX) {
		an_py_lexical_error(t, p, "too many levels of indentation", NULL);
		return;
	}
	check_tabs(t, p, here.alternative > t->indents[t->indent].alternative);
	t->indents[++t->indent] = here;
	py_push(t, PY_INDENT, p, p, 0);
}

static void dedent(struct py_tokenizer *t, const char *p, struct py_indent here)
{
	while (here.column < t->indents[t->indent].column) {
		if (here.column > t->indents[t->indent - 1].column) {
			an_py_lexical_error(t, p, "this indentation matches no outer level", NULL);
			t->indents[t->indent] = here;   /* the block goes on with it */
			return;
		}
		t->indent--;
		py_push(t, PY_DEDENT, p, p, 0);
	}
	check_tabs(t, p, here.alternative == t->indents[t->indent].alternative);
}

/* Columns of blanks that are not all spaces; *p goes behind them. */
static struct py_indent measure_blanks(struct py_tokenizer *t, const char **p)
{
	struct py_indent here = { 0, 0 }, continued = { 0, 0 };

	for (;; (*p)++) {
		switch (**p) {
		case ' ':
			here.column++;
			here.alternative++;
			continue;
		case '\t':
			here.column = here.column / 8 * 8 + 8;
			here.alternative++;
			continue;
		case '\f':
			here = (struct py_indent){ 0, 0 };
			continue;
		case '\\':
			if ((*p)[1] != '\n')
				break;
			(*p)++;         /* the line goes on, with the column of its first part */
			py_line(t, *p + 1);
			if (!continued.column)
				continued = here;
			continue;
		}
		return continued.column ? continued : here;
	}
}

/* Columns of the blanks at p; *p goes behind them. */
static inline struct py_indent measure(struct py_tokenizer *t, const char **p)
{
	const uint64_t spaces = UINT64_C(0x2020202020202020);
	const char *start = *p, *at = start;
	uint64_t others;

	while (!(others = py_load_word(at) ^ spaces))
		at += 8;
	at += __builtin_ctzll(others) / 8;
	if (*at == '\t' || *at == '\f' || *at == '\\')
		return measure_blanks(t, p);
	*p = at;
	return (struct py_indent){ (uint32_t)(at - start), (uint32_t)(at - start) };
}

const char *an_py_logical_line(struct py_tokenizer *t, const char *p)
{
	for (;;) {
		struct py_indent here = measure(t, &p), *block = &t->indents[t->indent];

		if (*p == '#')
			p = an_py_skip_comment(t, p);
		if (p == t->end)
			return p;
		if (*p == '\n') {
			py_line(t, ++p);
			continue;
		}
		if (here.column > block->column)
			indent(t, p, here);
		else if (here.column < block->column)
			dedent(t, p, here);
		else
			check_tabs(t, p, here.alternative == block->alternative);
		return p;
	}
}

/* Where the line of the token begins if the token is the first on it and stands at most at
 * `column`, and does not close a bracket; otherwise NULL. */
static const char *statement_line(const struct py_tokenizer *t, const struct py_token *token, uint32_t column)
{
	const char *start = t->text + token->start, *p = start;

	if (token->kind == PY_RPAREN || token->kind == PY_RBRACKET || token->kind == PY_RBRACE)
		return NULL;
	while (p > t->text && (p[-1] == ' ' || p[-1] == '\t') && start - p <= column)
		p--;
	return (p == t->text || p[-1] == '\n') && start - p <= column ? p : NULL;
}

/* The first line behind the outermost open bracket that looks like the next statement, and *token
 * there; NULL if there is none.  Lines of f-string text do not count. */
static const char *next_statement(const struct py_tokenizer *t, size_t *token)
{
	const struct py_token *tokens = t->items;
	unsigned fstrings = 0;

	for (size_t i = t->brackets[0].token + 1; i < t->n; i++) {
		const char *line;

		fstrings += tokens[i].kind == PY_FSTRING_START;
		if (fstrings) {
			fstrings -= tokens[i].kind == PY_FSTRING_END;
			continue;
		}
		line = statement_line(t, &tokens[i], t->indents[t->indent].column);
		if (line) {
			*token = i;
			return line;
		}
	}
	return NULL;
}

/* Ends the statement whose brackets are open.  p is where the tokenizer stands, line where it would
 * go on: an earlier line is taken if one there looks like a statement. */
static const char *close_brackets(struct py_tokenizer *t, const char *p, const char *line)
{
	struct py_token open = t->items[t->brackets[0].token];
	size_t token = t->n;
	const char *earlier = next_statement(t, &token);
	const char *end;

	if (earlier && an_py_take_back(t, token, p, earlier))
		line = earlier;
	if (!t->suspect)
		an_py_lexical_error(t, t->text + open.start, "never closed", an_py_token_text(open.kind));
	t->depth = 0;
	t->fstring_count = 0;
	t->suspect = false;
	if (!line)
		return NULL;
	end = line > t->text ? line - 1 : line;
	py_push(t, PY_NEWLINE, end, end, 0);
	return an_py_logical_line(t, line);
}

const char *an_py_line_in_brackets(struct py_tokenizer *t, const char *line)
{
	const char *p = line + strspn(line, " \t\f");

	if (t->suspect && p < t->end && p - line <= t->indents[t->indent].column && !strchr(")]}#\n", *p))
		return close_brackets(t, p, line);
	return p;
}

const char *an_py_keyword_in_brackets(struct py_tokenizer *t, const char *p, unsigned kind)
{
	static const uint8_t never_inside[PY_TOKEN_KINDS] = {
		[PY_DEF] = 1, [PY_CLASS] = 1, [PY_RETURN] = 1, [PY_RAISE] = 1, [PY_WHILE] = 1, [PY_WITH] = 1,
		[PY_TRY] = 1, [PY_DEL] = 1, [PY_ASSERT] = 1, [PY_PASS] = 1, [PY_BREAK] = 1, [PY_CONTINUE] = 1,
		[PY_GLOBAL] = 1, [PY_NONLOCAL] = 1, [PY_IMPORT] = 1, [PY_ELIF] = 1, [PY_EXCEPT] = 1, [PY_FINALLY] = 1
	};
	const struct py_token *last = &t->items[t->n - 1];
	const char *line = p;

	if (!never_inside[kind])
		return NULL;
	if (last->kind == PY_ASYNC)
		line = t->text + last->start;
	while (line > t->text && (line[-1] == ' ' || line[-1] == '\t'))
		line--;
	if (line > t->text && line[-1] != '\n')
		return NULL;
	t->n -= last->kind == PY_ASYNC;
	return close_brackets(t, p, line);
}

const char *an_py_end_in_brackets(struct py_tokenizer *t, const char *p)
{
	return close_brackets(t, p, NULL);
}

#define PARTNER_MAX 50          /* levels to look through */

/* Which open bracket a closing one belongs to: the innermost of its kind within the f-string's field;
 * t->depth if there is none. */
static size_t partner(const struct py_tokenizer *t, unsigned kind)
{
	size_t least = t->fstring_count ? t->fstrings[t->fstring_count - 1].depth : 0;

	if (t->depth > least + PARTNER_MAX)
		least = t->depth - PARTNER_MAX;
	for (size_t i = t->depth; i-- > least;) {
		if (t->brackets[i].closer == kind)
			return i;
	}
	return t->depth;
}

const char *an_py_close_bracket(struct py_tokenizer *t, const char *p, unsigned kind)
{
	size_t open = t->depth && t->brackets[t->depth - 1].closer == kind ? t->depth - 1 : partner(t, kind);

	if (open == t->depth) {
		an_py_lexical_error(t, p, "closes nothing", an_py_token_text(kind));
		return p + 1;
	}
	t->depth = open;
	if (!open)
		t->suspect = false;
	py_push(t, kind, p, p + 1, 0);
	if (!t->brackets[open].field)
		return p + 1;
	return an_py_fstring_text(t, p + 1);
}
