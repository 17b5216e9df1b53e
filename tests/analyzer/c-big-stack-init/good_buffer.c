#include <stdio.h>
#include <string.h>

void write_line(FILE *out, const char *text)
{
	char line[65536];
	char name[256] = { 0 };

	snprintf(line, sizeof line, "<%s>", text);
	snprintf(name, sizeof name, "%s", text);
	fputs(line, out);
	fputs(name, out);
}

/* Set up once. */
int is_vowel(int c)
{
	static const int table[8192] = { ['a'] = 1, ['e'] = 1 };

	return table[c & 8191];
}

void write_all(FILE *out, char *const *texts, int n)
{
	char all[65536] = { 0 };

	for (int i = 0; i < n; i++) {
		write_line(out, texts[i]);
		all[i & 65535] = (char)is_vowel(texts[i][0]);
		memset(all, 0, 16);
	}
	fputs(all, out);
}
