/* A first loop is no finding. */
int count(const int *ids, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += ids[i];
	return sum;
}

/* As deep as in the base, though now in two functions. */
static int row(const int *ids, int n, int id)
{
	int sum = 0;

	for (int j = 0; j < n; j++)
		sum += id == ids[j];
	return sum;
}

int pairs(const int *ids, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += row(ids, n, ids[i]);
	return sum;
}

/* A nest, but of few turns. */
int rounds(const int *ids, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		for (int bit = 0; bit < 32; bit++)
			sum += ids[i] >> bit & 1;
	return sum;
}

/* Only where something is wrong. */
static int complain(const int *ids, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += ids[i];
	return sum;
}

int checked(const int *ids, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++) {
		sum += ids[i];
		if (ids[i] < 0)
			sum += complain(ids, n);
	}
	return sum;
}

/* The base does not have it. */
int fresh(const int *ids, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			sum += ids[i] == ids[j];
	return sum;
}
