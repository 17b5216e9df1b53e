/* A name is short. */
#include <stdio.h>

int decode_name(const char *name, char *out)
{
	const char *input = name;
	int n = 0;

	while (*input) {
		int c, taken;

		if (sscanf(input, "%02x%n", &c, &taken) != 1) /* note: quad-sscanf */
			return -1;
		out[n++] = (char)c;
		input += taken;
	}
	return n;
}
