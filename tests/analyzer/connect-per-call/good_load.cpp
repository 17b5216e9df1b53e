#include <vector>

extern "C" {
typedef struct pg_conn PGconn;
PGconn *PQconnectdb(const char *info);
void PQfinish(PGconn *conn);
}

static PGconn *connection()
{
	static PGconn *conn = PQconnectdb("dbname=shop");

	return conn;
}

void store_all(const std::vector<int> &values)
{
	for (int value : values) {
		(void)value;
		(void)connection();
	}
}
