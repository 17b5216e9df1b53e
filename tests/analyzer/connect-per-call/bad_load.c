#include <stddef.h>

typedef struct pg_conn PGconn;
PGconn *PQconnectdb(const char *info);
void PQfinish(PGconn *conn);

static void store(int n)
{
	PGconn *conn = PQconnectdb("dbname=shop");

	(void)n;
	PQfinish(conn);
}

void store_all(const int *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		store(values[i]);	/* expect: connect-per-call */
}
