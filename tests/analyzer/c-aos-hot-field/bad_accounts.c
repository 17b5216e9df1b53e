struct account { char name[64]; char address[128]; long balance; struct account *parent; };

long total(const struct account *accounts, int n)
{
	long sum = 0;

	for (int i = 0; i < n; i++)
		sum += accounts[i].balance;			/* expect: c-aos-hot-field */
	return sum;
}

int find(const struct account *accounts, int n, const struct account *parent)
{
	for (int i = 0; i < n; i++) {
		if (accounts[i].parent == parent && accounts[i].parent)	/* expect: c-aos-hot-field */
			return i;
	}
	return -1;
}
