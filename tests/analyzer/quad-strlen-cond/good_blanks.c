/* The loop ends at the first letter. */
#include <string.h>

char *skip_blanks(char *line)
{
	char *at = line;

	for (int i = 0; i < (int)strlen(line); i++) {
		if (line[i] == ' ' || line[i] == '\t') {
			at++;
			continue;
		}
		break;
	}
	return at;
}
