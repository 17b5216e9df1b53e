/* Near misses in C. */
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
PGresult *PQexec(PGconn *conn, const char *query);
void PQclear(PGresult *res);

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
int sqlite3_exec(sqlite3 *db, const char *sql, int (*callback)(void *, int, char **, char **), void *arg, char **error);
int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int n, sqlite3_stmt **stmt, const char **tail);
int sqlite3_step(sqlite3_stmt *stmt);
int sqlite3_reset(sqlite3_stmt *stmt);
int sqlite3_bind_int(sqlite3_stmt *stmt, int index, int value);
int sqlite3_column_int(sqlite3_stmt *stmt, int column);
int sqlite3_finalize(sqlite3_stmt *stmt);

/* The rows of one statement. */
int rows(sqlite3 *db)
{
	sqlite3_stmt *stmt;
	int total = 0;

	sqlite3_prepare_v2(db, "SELECT amount FROM orders", -1, &stmt, NULL);
	while (sqlite3_step(stmt) == 100)
		total += sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	return total;
}

/* One prepared statement run for each value, as SQLite's manual advises. */
void prepared(sqlite3 *db, const int *values, int n)
{
	sqlite3_stmt *stmt;

	sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
	sqlite3_prepare_v2(db, "INSERT INTO t VALUES (?)", -1, &stmt, NULL);
	for (int i = 0; i < n; i++) {
		sqlite3_bind_int(stmt, 1, values[i]);
		sqlite3_step(stmt);
		sqlite3_reset(stmt);
	}
	sqlite3_finalize(stmt);
	sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
}

/* A small table of statements. */
void set_up(sqlite3 *db)
{
	static const char *const statements[] = { "CREATE TABLE a (x)", "CREATE TABLE b (x)", "CREATE TABLE c (x)" };

	for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
		sqlite3_exec(db, statements[i], NULL, NULL, NULL);
}

/* Until there is an answer. */
PGresult *until_it_answers(PGconn *conn, const char *sql)
{
	PGresult *reply = NULL;

	while (reply == NULL) {
		reply = PQexec(conn, sql);
		if (!reply)
			sleep(1);
	}
	return reply;
}

/* Another server each time. */
struct server { PGconn *conn; struct server *next; };

void tell_all(struct server *list, const char *sql)
{
	for (struct server *s = list; s; s = s->next)
		PQclear(PQexec(s->conn, sql));
}
