// Cached, or once for all.
#include <string>
#include <unordered_map>
#include <vector>

typedef struct sqlite3 sqlite3;
extern "C" int sqlite3_exec(sqlite3 *db, const char *sql, int (*callback)(void *, int, char **, char **), void *arg,
			    char **error);

class Store {
public:
	explicit Store(sqlite3 *handle) : db(handle) {}
	int load(int id)
	{
		auto known = names.find(id);

		if (known != names.end())
			return known->second;
		std::string sql = "SELECT name FROM customers WHERE id = " + std::to_string(id);
		int result = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
		names[id] = result;
		return result;
	}
	int load_all(const std::string &ids)
	{
		std::string sql = "SELECT name FROM customers WHERE id IN (" + ids + ")";

		return sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
	}
private:
	sqlite3 *db;
	std::unordered_map<int, int> names;
};

int all(Store &store, const std::vector<int> &ids)
{
	int failed = 0;

	for (int id : ids)
		failed += store.load(id);
	return failed;
}

int at_once(Store &store, const std::vector<int> &ids)
{
	std::string list;

	for (int id : ids)
		list += std::to_string(id) + ",";
	return store.load_all(list);
}

/* Statements that are all different are each to be run. */
int run(sqlite3 *db, const char *statement)
{
	return sqlite3_exec(db, statement, nullptr, nullptr, nullptr);
}

int restore(sqlite3 *db, const std::vector<const char *> &statements)
{
	int failed = 0;

	for (const char *statement : statements)
		failed += run(db, statement);
	return failed;
}
