struct account { char name[64]; char address[128]; long balance; long limit; };
struct small { long balance; long limit; };

long look(const struct account *account);

/* Two fields; a small struct; a text in it; all of it; few turns; another element on every turn. */
long total(const struct account *accounts, const struct small *small, const int *order, int n)
{
	long sum = 0;

	for (int i = 0; i < n; i++)
		sum += accounts[i].balance < accounts[i].limit;
	for (int i = 0; i < n; i++)
		sum += small[i].balance;
	for (int i = 0; i < n; i++)
		sum += accounts[i].name[0];
	for (int i = 0; i < n; i++)
		sum += accounts[i].balance + look(&accounts[0]);
	for (int i = 0; i < 8; i++)
		sum += accounts[i].balance;
	for (int i = 0; i < n; i++)
		sum += accounts[order[i]].balance;
	return sum;
}
