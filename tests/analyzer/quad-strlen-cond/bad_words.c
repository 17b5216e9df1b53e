/* Names, paths and numbers are short: true, but no more than a note. */
#include <ctype.h>
#include <string.h>

struct place { char *path; };

int depth(const struct place *place)
{
	int n = 0;

	for (size_t i = 0; i < strlen(place->path); i++) /* note: quad-strlen-cond */
		n += place->path[i] == '/';
	return n;
}

int is_number(const char *s)
{
	for (size_t i = 0; i < strlen(s); i++) { /* note: quad-strlen-cond */
		if (!isdigit((unsigned char)s[i]))
			return 0;
	}
	return 1;
}

int upper(const char *password)
{
	int n = 0;

	for (size_t i = 0; i < strlen(password); i++) /* note: quad-strlen-cond */
		n += isupper((unsigned char)password[i]) != 0;
	return n;
}

int lines(const char *message)
{
	int n = 0;

	for (size_t i = 0; i < strlen(message); i++) /* expect: quad-strlen-cond */
		n += message[i] == '\n';
	return n;
}
