// One statement per row, through a class.
#include <string>
#include <vector>

namespace SQLite {
class Database {
public:
	int exec(const char *sql);
};
}

class Store {
public:
	void forget(const std::string &name)
	{
		name_ = name;
		db_.exec("DELETE FROM users WHERE name = bound()");
	}

private:
	SQLite::Database db_;
	std::string name_;
};

void forget_all(Store &store, const std::vector<std::string> &names)
{
	for (const auto &name : names)
		store.forget(name); // expect: loop-execute
}
