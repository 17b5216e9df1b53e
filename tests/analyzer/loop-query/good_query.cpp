// One statement for all.
#include <string>
#include <vector>

typedef struct sqlite3 sqlite3;
extern "C" int sqlite3_exec(sqlite3 *db, const char *sql, int (*callback)(void *, int, char **, char **), void *arg,
			    char **error);

struct Order { int id; };

void remove_all(sqlite3 *db, const std::vector<Order> &orders)
{
	std::string ids;

	for (const Order &order : orders) {
		if (!ids.empty())
			ids += ',';
		ids += std::to_string(order.id);
	}
	std::string sql = "DELETE FROM orders WHERE id IN (" + ids + ")";
	sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
}
