// One commit.
#include <string>
#include <vector>

namespace sql {
class Connection {
public:
	void add(const std::string &row);
	void commit();
};
}

void store(sql::Connection &connection, const std::vector<std::string> &rows)
{
	for (const auto &row : rows)
		connection.add(row);
	connection.commit();
}
