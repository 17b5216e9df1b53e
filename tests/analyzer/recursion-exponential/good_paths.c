struct node { struct node *left, *right; int n; };

static long table[100];

int depth(const struct node *n)
{
	int l, r;

	if (!n)
		return 0;
	l = depth(n->left);
	r = depth(n->right);
	return 1 + (l > r ? l : r);
}

long fib(int n)
{
	if (n < 2)
		return n;
	if (!table[n])
		table[n] = fib(n - 1) + fib(n - 2);
	return table[n];
}

/* One or the other. */
int find(const int *a, int i, int x)
{
	if (a[i] > x)
		return find(a, i - 1, x);
	else
		return find(a, i - 2, x);
}

/* Halves. */
int sum(const int *a, int low, int high)
{
	int middle = (low + high) / 2;

	if (low == high)
		return a[low];
	return sum(a, low, middle) + sum(a, middle + 1, high);
}

/* Other pegs each time. */
int hanoi(int n, int from, int to, int by)
{
	if (!n)
		return 0;
	return hanoi(n - 1, from, by, to) + 1 + hanoi(n - 1, by, to, from);
}

int heap(const int *a, int i, int n)
{
	if (i >= n)
		return 0;
	return a[i] + heap(a, 2 * i + 1, n) + heap(a, 2 * i + 2, n);
}

int maze(const char *cells, int i, int width)
{
	if (cells[i] == '#')
		return 0;
	return maze(cells, i + 1, width) || maze(cells, i - 1, width);
}
