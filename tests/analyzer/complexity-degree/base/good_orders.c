int count(const int *ids, int n)
{
	return n + ids[0];
}

int pairs(const int *ids, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			sum += ids[i] == ids[j];
	return sum;
}

int rounds(const int *ids, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += ids[i];
	return sum;
}

int checked(const int *ids, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += ids[i];
	return sum;
}
