// One statement for all.
#include <string>
#include <vector>

namespace SQLite {
class Database {
public:
	int exec(const char *sql);
};
}

void forget_all(SQLite::Database &db, const std::vector<std::string> &names)
{
	std::string all;

	for (const auto &name : names)
		all += name;
	db.exec("DELETE FROM users WHERE name IN (SELECT name FROM leaving)");
}
