// C++: range loops, std algorithms around a query.
#include <string>
#include <vector>

typedef struct sqlite3 sqlite3;
extern "C" int sqlite3_exec(sqlite3 *db, const char *sql, int (*callback)(void *, int, char **, char **), void *arg,
			    char **error);

struct Order { int id; };

void remove_all(sqlite3 *db, const std::vector<Order> &orders)
{
	for (const Order &order : orders) {
		std::string sql = "DELETE FROM orders WHERE id = " + std::to_string(order.id);
		sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr); // expect: loop-query
	}
}
