// Room for exactly one more, or for exactly the next part.
#include <string>
#include <vector>

void join(std::vector<int> &out, const std::vector<std::vector<int>> &pieces)
{
	for (const auto &part : pieces) {
		out.reserve(out.size() + part.size()); // expect: quad-reserve-step
		out.insert(out.end(), part.begin(), part.end());
	}
}

std::string text(const std::vector<std::string> &words)
{
	std::string out;

	for (const auto &word : words) {
		out.reserve(out.size() + word.size() + 1); // expect: quad-reserve-step
		out += word;
	}
	return out;
}

class List {
public:
	void add(int x)
	{
		items_.reserve(items_.size() + 1);
		items_.push_back(x);
	}

private:
	std::vector<int> items_;
};

void fill(List &list, const std::vector<int> &from)
{
	for (int x : from)
		list.add(x); // expect: quad-reserve-step
}
