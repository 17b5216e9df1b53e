#include "csv.h"

#include <string.h>

void csv_measure(const char *text, struct csv_text *out)
{
	out->words = *text != '\0';
	out->capitals = 0;
	for (size_t i = 0; i < strlen(text); i++) {
		if (text[i] == ' ')
			out->words++;
		else if (text[i] >= 'A' && text[i] <= 'Z')
			out->capitals++;
	}
}

int csv_split(char *line, char **field, int max)
{
	int n = 0;

	line[strcspn(line, "\r\n")] = '\0';
	while (n < max) {
		field[n++] = line;
		line = strchr(line, ',');
		if (!line || n == max)
			break;
		*line++ = '\0';
	}
	return n;
}
