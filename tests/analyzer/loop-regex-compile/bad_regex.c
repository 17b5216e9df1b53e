/* regcomp of a constant on every turn, here and in a function. */
#include <regex.h>
#include <stddef.h>
#include <stdbool.h>

int count(char *const *lines, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++) {
		regex_t re;

		regcomp(&re, "^[0-9]+ ", REG_EXTENDED); /* expect: loop-regex-compile */
		found += !regexec(&re, lines[i], 0, NULL, 0);
		regfree(&re);
	}
	return found;
}

int count_given(const char *pattern, char *const *lines, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++) {
		regex_t re;

		if (regcomp(&re, pattern, REG_EXTENDED)) /* expect: loop-regex-compile */
			continue;
		found += !regexec(&re, lines[i], 0, NULL, 0);
		regfree(&re);
	}
	return found;
}

static bool is_number(const char *s)
{
	regex_t re;
	bool yes;

	regcomp(&re, "^[0-9]+$", REG_EXTENDED | REG_NOSUB);
	yes = !regexec(&re, s, 0, NULL, 0);
	regfree(&re);
	return yes;
}

int numbers(char *const *words, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		found += is_number(words[i]); /* expect: loop-regex-compile */
	return found;
}
