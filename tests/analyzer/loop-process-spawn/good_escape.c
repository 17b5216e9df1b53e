/* On one of the keys that somebody may type. */
#include <stdlib.h>

int escapes(const char *keys, int n, const char *shell)
{
	int seen = 0;

	for (int i = 0; i < n; i++) {
		if (keys[i] == '!')
			system(shell);
		seen += keys[i] == '~';
	}
	return seen;
}
