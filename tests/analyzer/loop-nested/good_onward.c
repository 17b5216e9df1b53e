/* The inner loop moves the outer one's variable on: each element is visited once. */
int widths(const unsigned *points, int n, int (*combines)(unsigned))
{
	int width = 0;

	for (int i = 0; i < n; i++) {
		int end = i + 1;

		while (end < n && combines(points[end]))
			end++;
		for (; i < end; i++)
			width += points[i] > 0xff ? 2 : 1;
	}
	return width;
}
