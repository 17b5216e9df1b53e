/* Before the loop, only the first time, or another pattern each time. */
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>

int count(const char *pattern, char *const *lines, int n)
{
	int found = 0;
	regex_t re;

	if (regcomp(&re, pattern, REG_EXTENDED))
		return -1;
	for (int i = 0; i < n; i++)
		found += !regexec(&re, lines[i], 0, NULL, 0);
	regfree(&re);
	return found;
}

int each(char *const *patterns, int n, const char *text)
{
	int found = 0;

	for (int i = 0; i < n; i++) {
		regex_t re;

		if (regcomp(&re, patterns[i], REG_EXTENDED))
			continue;
		found += !regexec(&re, text, 0, NULL, 0);
		regfree(&re);
	}
	return found;
}

int built(char *const *words, int n, const char *text)
{
	int found = 0;

	for (int i = 0; i < n; i++) {
		char pattern[100];
		regex_t re;

		snprintf(pattern, sizeof pattern, "(^| )%s( |$)", words[i]);
		regcomp(&re, pattern, REG_EXTENDED);
		found += !regexec(&re, text, 0, NULL, 0);
		regfree(&re);
	}
	return found;
}

static bool is_number(const char *s)
{
	static regex_t re;
	static bool ready;

	if (!ready) {
		regcomp(&re, "^[0-9]+$", REG_EXTENDED | REG_NOSUB);
		ready = true;
	}
	return !regexec(&re, s, 0, NULL, 0);
}

int numbers(char *const *words, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++)
		found += is_number(words[i]);
	return found;
}
