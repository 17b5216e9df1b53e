#include <string.h>

#define LENGTH(s) strlen(s)
#define EACH(i, s) for (size_t i = 0; i < strlen(s); i++)

size_t count(const char *text, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < LENGTH(text); i++)		/* expect: quad-strlen-cond */
		n += text[i] == c;
	EACH(i, text)						/* expect: quad-strlen-cond */
		n += text[i] == c;
	return n;
}
