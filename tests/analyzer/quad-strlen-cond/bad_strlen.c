/* The length counted again for each character. */
#include <ctype.h>
#include <string.h>

int spaces(const char *s)
{
	int n = 0;

	for (size_t i = 0; i < strlen(s); i++) /* expect: quad-strlen-cond */
		n += s[i] == ' ';
	return n;
}

int digits(const char *s)
{
	size_t i = 0;
	int n = 0;

	while (i < strlen(s)) { /* expect: quad-strlen-cond */
		n += isdigit((unsigned char)s[i]) != 0;
		i++;
	}
	return n;
}

struct message { char *text; int n; };

unsigned sum(const struct message *m)
{
	unsigned total = 0;

	for (unsigned i = 0; i < strlen(m->text); i++) /* expect: quad-strlen-cond */
		total += (unsigned char)m->text[i];
	return total;
}
