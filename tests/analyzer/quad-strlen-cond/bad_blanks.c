/* What ends the loop is an exception. */
#include <string.h>

int count_letters(const char *document)
{
	int letters = 0;

	for (size_t i = 0; i < strlen(document); i++) { /* expect: quad-strlen-cond */
		if (document[i] == ' ')
			continue;
		if (document[i] == '\f')
			break;
		letters++;
	}
	return letters;
}
