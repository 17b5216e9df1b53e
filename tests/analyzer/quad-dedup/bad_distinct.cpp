// Vectors that are searched before each push_back.
#include <algorithm>
#include <string>
#include <vector>

std::vector<int> dedup(const std::vector<int> &items)
{
	std::vector<int> seen;

	for (int item : items)
		if (std::find(seen.begin(), seen.end(), item) == seen.end()) // expect: quad-dedup
			seen.push_back(item);
	return seen;
}

class Index {
public:
	void add(const std::string &name)
	{
		if (std::find(names_.begin(), names_.end(), name) == names_.end())
			names_.push_back(name);
	}

private:
	std::vector<std::string> names_;
};

void fill(Index &index, const std::vector<std::string> &rows)
{
	for (const auto &row : rows)
		index.add(row); // expect: quad-dedup
}
