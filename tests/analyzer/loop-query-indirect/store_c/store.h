typedef struct sqlite3 sqlite3;
struct customer { int id; char name[40]; };
int load_customer(sqlite3 *db, int id, struct customer *out);
int open_store(const char *path, sqlite3 **db);
