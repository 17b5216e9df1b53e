struct order { int id, customer; };
struct shop { struct order *orders; int order_count; int *customers; int customer_count; };

int find_customer(const struct shop *s, int id)
{
	for (int i = 0; i < s->customer_count; i++)
		if (s->customers[i] == id)
			return i;
	return -1;
}

int known_orders(const struct shop *s)
{
	int n = 0;

	for (int i = 0; i < s->order_count; i++)
		n += find_customer(s, s->orders[i].customer) >= 0;      /* expect: complexity-degree */
	return n;
}

int sum_customers(const int *ids, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)     /* expect: complexity-degree */
			sum += ids[i] == ids[j];
	return sum;
}

/* It only calls what grew: reported there. */
int report(const struct shop *s)
{
	return known_orders(s);
}
