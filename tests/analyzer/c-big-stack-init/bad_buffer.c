#include <stdio.h>
#include <string.h>

void write_line(FILE *out, const char *text)
{
	char line[65536] = { 0 };               /* expect: c-big-stack-init */

	snprintf(line, sizeof line, "<%s>", text);
	fputs(line, out);
}

void write_all(FILE *out, char *const *texts, int n)
{
	for (int i = 0; i < n; i++)
		write_line(out, texts[i]);
}

int copy_all(FILE *in, FILE *out, int n)
{
	for (int i = 0; i < n; i++) {
		char block[32768] = "";         /* expect: c-big-stack-init */

		if (!fgets(block, sizeof block, in))
			return -1;
		fputs(block, out);
	}
	return 0;
}

int is_vowel(int c)
{
	const int table[8192] = { ['a'] = 1, ['e'] = 1 };       /* expect: c-big-stack-init */

	return table[c & 8191];
}

int vowels(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += is_vowel(*text);
	return n;
}

void cleared(FILE *out, char *const *texts, int n)
{
	char line[20000];                       /* expect: c-big-stack-init */

	for (int i = 0; i < n; i++) {
		memset(line, 0, sizeof(line));
		strcpy(line, texts[i]);
		fputs(line, out);
	}
}
