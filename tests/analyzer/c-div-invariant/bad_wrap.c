struct ring { unsigned size; int *slots; };

void fill(unsigned char *line, const unsigned char *pattern, int n, int width)
{
	for (int i = 0; i < n; i++)
		line[i] = pattern[i % width];		/* note: c-div-invariant */
}

void copy(struct ring *r, const int *values, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		r->slots[i % r->size] = values[i];	/* note: c-div-invariant */
}

/* Nested: no longer a note. */
void blend(int *out, const int *in, int rows, int columns, int scale)
{
	for (int y = 0; y < rows; y++) {
		for (int x = 0; x < columns; x++)
			out[y * columns + x] = in[y * columns + x] / scale;	/* expect: c-div-invariant */
	}
}
