#include <cstddef>
#include <vector>

extern "C" {
typedef struct pg_conn PGconn;
PGconn *PQconnectdb(const char *info);
void PQfinish(PGconn *conn);
}

static void store(int n)
{
	PGconn *conn = PQconnectdb("dbname=shop");

	(void)n;
	PQfinish(conn);
}

void store_all(const std::vector<int> &values)
{
	for (int value : values)
		store(value);	// expect: connect-per-call
}
