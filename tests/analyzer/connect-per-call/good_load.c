#include <stddef.h>

typedef struct pg_conn PGconn;
PGconn *PQconnectdb(const char *info);
void PQfinish(PGconn *conn);

void check_all(const char *const *servers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		PQfinish(PQconnectdb(servers[i]));
}

void store_all(const int *values, size_t n)
{
	PGconn *conn = PQconnectdb("dbname=shop");

	for (size_t i = 0; i < n; i++)
		(void)values[i];
	PQfinish(conn);
}
