/* One statement per row. */
#include <stddef.h>

typedef struct sqlite3 sqlite3;
int sqlite3_exec(sqlite3 *db, const char *sql, int (*each)(void *, int, char **, char **), void *arg, char **error);
void bind_name(sqlite3 *db, const char *name);

void forget(sqlite3 *db, char **names, int n)
{
	for (int i = 0; i < n; i++)
		sqlite3_exec(db, "DELETE FROM users WHERE name = bound()", NULL, names[i], NULL); /* expect: loop-execute */
}

static void add(sqlite3 *db, char *name)
{
	sqlite3_exec(db, "INSERT INTO users VALUES (bound())", NULL, name, NULL);
}

void fill(sqlite3 *db, char **names, int n)
{
	for (int i = 0; i < n; i++)
		add(db, names[i]); /* expect: loop-execute */
}
