#include <stdio.h>
#include "store.h"

int sqlite3_exec(sqlite3 *db, const char *sql, int (*callback)(void *, int, char **, char **), void *arg, char **error);
int sqlite3_open(const char *path, sqlite3 **db);

static int take(void *out, int columns, char **values, char **names)
{
	(void)columns, (void)names;
	snprintf(((struct customer *)out)->name, 40, "%s", values[0]);
	return 0;
}

int load_customer(sqlite3 *db, int id, struct customer *out)
{
	char sql[100];

	snprintf(sql, sizeof sql, "SELECT name FROM customers WHERE id = %d", id);
	return sqlite3_exec(db, sql, take, out, NULL);
}

int open_store(const char *path, sqlite3 **db)
{
	return sqlite3_open(path, db);
}
