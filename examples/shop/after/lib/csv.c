#include "csv.h"

#include <string.h>

void csv_measure(const char *text, struct csv_text *out)
{
	out->words = *text != '\0';
	out->capitals = 0;
	for (; *text; text++) {
		if (*text == ' ')
			out->words++;
		else if (*text >= 'A' && *text <= 'Z')
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
