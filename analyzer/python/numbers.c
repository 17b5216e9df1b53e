/* numbers.c - number literals. */
#include "analyzer/python/tokenizer_p.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_name_part(char c)
{
	return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || (unsigned char)c > 127;
}

static const char *skip_digits(const char *p)
{
	while (is_digit(*p) || (*p == '_' && is_digit(p[1])))
		p++;
	return p;
}

static const char *skip_based(const char *p)
{
	while (is_digit(*p) || ((*p | 32) >= 'a' && (*p | 32) <= 'f') || *p == '_')
		p++;
	return p;
}

/* A fraction and an exponent behind the digits of a number. */
static const char *skip_fraction(const char *p)
{
	if (*p == '.')
		p = skip_digits(p + 1);
	if ((*p | 32) == 'e' && (is_digit(p[1]) || ((p[1] == '+' || p[1] == '-') && is_digit(p[2]))))
		p = skip_digits(p + 2);
	return (*p | 32) == 'j' ? p + 1 : p;
}

/* `1if x else y` is allowed. */
static bool is_operator_word(const char *p)
{
	static const char *const words[] = { "and", "else", "for", "if", "in", "is", "not", "or", NULL };

	for (size_t i = 0; words[i]; i++) {
		if (!strncmp(p, words[i], strlen(words[i])))
			return true;
	}
	return false;
}

/* What may not follow a number: only Python 2 has 10L, nothing has 10x. */
static const char *check_end(struct py_tokenizer *t, const char *start, const char *p)
{
	if (!is_name_part(*p) || is_operator_word(p))
		return p;
	if ((*p | 32) == 'l' && !is_name_part(p[1])) {
		an_py_python2(t, start);
		return p + 1;
	}
	an_py_lexical_error(t, start, "not a number", NULL);
	while (is_name_part(*p))
		p++;
	return p;
}

const char *an_py_number(struct py_tokenizer *t, const char *p)
{
	const char *end, *stop;
	uint32_t value = PY_NUMBER_INTEGER;

	if (p[0] == '0' && p[1] && strchr("xXoObB", p[1])) {
		end = skip_based(p + 2);
	} else {
		end = skip_digits(p);
		stop = skip_fraction(end);
		if (stop > end)
			value = PY_NUMBER_OTHER;
		else if (p[0] == '0' && strspn(p, "0_") < (size_t)(end - p))
			an_py_python2(t, p);    /* 0777 */
		end = stop;
	}
	stop = end;
	if (is_name_part(*end))
		stop = check_end(t, p, end);
	py_push(t, PY_NUMBER, p, stop, value);
	return stop;
}
