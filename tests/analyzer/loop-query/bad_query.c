/* A statement per turn, through libpq and SQLite. */
#include <stdio.h>

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
PGresult *PQexec(PGconn *conn, const char *query);
int PQntuples(const PGresult *res);
char *PQgetvalue(const PGresult *res, int row, int field);
void PQclear(PGresult *res);

typedef struct sqlite3 sqlite3;
int sqlite3_exec(sqlite3 *db, const char *sql, int (*callback)(void *, int, char **, char **), void *arg, char **error);

struct order { int id, customer; struct order *next; };

int per_element(PGconn *conn, const struct order *orders, int n)
{
	int found = 0;

	for (int i = 0; i < n; i++) {
		char sql[100];
		PGresult *res;

		snprintf(sql, sizeof sql, "SELECT name FROM customers WHERE id = %d", orders[i].customer);
		res = PQexec(conn, sql); /* expect: loop-query */
		found += PQntuples(res);
		PQclear(res);
	}
	return found;
}

void per_row(PGconn *conn)
{
	PGresult *all = PQexec(conn, "SELECT id FROM orders");

	for (int i = 0; i < PQntuples(all); i++) {
		char sql[100];

		snprintf(sql, sizeof sql, "SELECT * FROM lines WHERE order_id = %s", PQgetvalue(all, i, 0));
		PQclear(PQexec(conn, sql)); /* expect: loop-query */
	}
	PQclear(all);
}

void per_node(sqlite3 *db, const struct order *list)
{
	char sql[100];

	for (const struct order *o = list; o; o = o->next) {
		snprintf(sql, sizeof sql, "DELETE FROM orders WHERE id = %d", o->id);
		sqlite3_exec(db, sql, NULL, NULL, NULL); /* expect: loop-query */
	}
}

void per_line(sqlite3 *db, FILE *f)
{
	char line[200], sql[300];

	while (fgets(line, sizeof line, f)) {
		snprintf(sql, sizeof sql, "INSERT INTO log VALUES ('%s')", line);
		sqlite3_exec(db, sql, NULL, NULL, NULL); /* expect: loop-query */
	}
}
