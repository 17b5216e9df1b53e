/* Along a part of a text, to the mark at its end. */
#include <string.h>

void copy_name(char *out, const char *text)
{
	char one[2] = "";

	while (*text && *text != ';') {
		one[0] = *text++;
		strcat(out, one); /* note: quad-strcat */
	}
}

void copy_all(char *out, const char *text)
{
	char one[2] = "";

	while (*text) {
		one[0] = *text++;
		strcat(out, one); /* expect: quad-strcat */
	}
}
