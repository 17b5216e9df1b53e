int random_number(void);

/* A constant; a double; under a condition; by another number each time; beside a call; few turns; digits. */
void fill(unsigned char *line, const unsigned char *pattern, int n, int width)
{
	const int fixed = 16;

	for (int i = 0; i < n; i++)
		line[i] = pattern[i % 16] + pattern[i % fixed];
	for (int i = 0; i < n; i++) {
		if (line[i] > 128)
			line[i] = (unsigned char)(line[i] / width);
	}
	for (int i = 1; i < n; i++)
		line[i] = (unsigned char)(line[i] % i);
	for (int i = 0; i < n; i++)
		line[i] = (unsigned char)(random_number() % width);
	for (int i = 0; i < 8; i++)
		line[i] = pattern[i % width];
}

void scale(double *values, int n, double by)
{
	for (int i = 0; i < n; i++)
		values[i] /= by;
}

int digits(char *out, unsigned value, unsigned base)
{
	int n = 0;

	while (value) {
		out[n++] = (char)('0' + value % base);
		value /= base;
	}
	return n;
}

/* The same quotient on every turn: the compiler takes it out of the loop. */
void add(int *values, int n, int total, int parts)
{
	for (int i = 0; i < n; i++)
		values[i] += total / parts;
}

/* Asked in the condition, until it fits. */
unsigned fit(unsigned length, unsigned align)
{
	while (length % align != 0)
		length--;
	return length;
}
