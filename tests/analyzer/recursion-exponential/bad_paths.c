long fib(int n)
{
	if (n < 2)
		return n;
	return fib(n - 1) + fib(n - 2);		/* expect: recursion-exponential */
}

static int max(int a, int b)
{
	return a > b ? a : b;
}

int common(const char *a, const char *b, int i, int j)
{
	if (!i || !j)
		return 0;
	if (a[i - 1] == b[j - 1])
		return 1 + common(a, b, i - 1, j - 1);
	return max(common(a, b, i - 1, j), common(a, b, i, j - 1));	/* expect: recursion-exponential */
}

int fill(const int *weight, int i, int room)
{
	int with, without;

	if (i < 0)
		return 0;
	without = fill(weight, i - 1, room);
	if (weight[i] > room)
		return without;
	with = 1 + fill(weight, i - 1, room - weight[i]);	/* expect: recursion-exponential */
	return max(with, without);
}
