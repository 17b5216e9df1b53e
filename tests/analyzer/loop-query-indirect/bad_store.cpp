// A method that queries, called for each element: directly, and through a base class.
#include <string>
#include <vector>

typedef struct sqlite3 sqlite3;
extern "C" int sqlite3_exec(sqlite3 *db, const char *sql, int (*callback)(void *, int, char **, char **), void *arg,
			    char **error);

class Source {
public:
	virtual ~Source() = default;
	virtual int load(int id) = 0;
};

class Store : public Source {
public:
	explicit Store(sqlite3 *handle) : db(handle) {}
	int load(int id) override
	{
		std::string sql = "SELECT name FROM customers WHERE id = " + std::to_string(id);

		return sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
	}
private:
	sqlite3 *db;
};

int all(Store &store, const std::vector<int> &ids)
{
	int failed = 0;

	for (int id : ids)
		failed += store.load(id); // expect: loop-query-indirect
	return failed;
}

int any(Source &source, const std::vector<int> &ids)
{
	int failed = 0;

	for (int id : ids)
		failed += source.load(id); // expect: loop-query-indirect
	return failed;
}
