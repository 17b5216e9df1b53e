#include <string.h>

#define LENGTH(s) strlen(s)

/* Whether there is anything; how far it goes on. */
int blanks(const char *text, const char *word)
{
	int n = 0;

	while (LENGTH(word) > 1) {
		if (text[n] != ' ')
			break;
		n++;
	}
	for (const char *at = text; (at = strstr(at, word)); at += LENGTH(word))
		n++;
	return n;
}
