/* One statement for all, and the set-up of a database. */
#include <stddef.h>

typedef struct sqlite3 sqlite3;
int sqlite3_exec(sqlite3 *db, const char *sql, int (*each)(void *, int, char **, char **), void *arg, char **error);

void forget(sqlite3 *db)
{
	sqlite3_exec(db, "DELETE FROM users WHERE name IN (SELECT name FROM leaving)", NULL, NULL, NULL);
}

void create(sqlite3 *db, char **arguments, int n)
{
	for (int i = 0; i < n; i++)
		sqlite3_exec(db, "CREATE TABLE t (id INTEGER)", NULL, arguments[i], NULL);
}
