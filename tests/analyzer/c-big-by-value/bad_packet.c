struct packet {
	unsigned char data[1500];
	unsigned length;
};

struct entry {
	char name[96];
	int size;
};

unsigned checksum(struct packet p)              /* expect: c-big-by-value */
{
	unsigned sum = 0;

	for (unsigned i = 0; i < p.length; i++)
		sum += p.data[i];
	return sum;
}

static int is_large(struct entry e)             /* expect: c-big-by-value */
{
	return e.size > 1000;
}

int count_large(const struct entry *entries, int n)
{
	int large = 0;

	for (int i = 0; i < n; i++)
		large += is_large(entries[i]);
	return large;
}
