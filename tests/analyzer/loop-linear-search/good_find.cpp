// Hashed, short, owned by the element, or asked once.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

struct User { int id; std::vector<int> roles; };

int overlap(const std::vector<int> &a, const std::vector<int> &b)
{
	std::unordered_set<int> known(b.begin(), b.end());
	int both = 0;

	for (int x : a)
		both += known.find(x) != known.end();
	return both;
}

int in_order(const std::vector<int> &a, const std::set<int> &b)
{
	int both = 0;

	for (int x : a)
		both += b.count(x) > 0;
	return both;
}

bool sorted(const std::vector<int> &a, const std::vector<int> &b)
{
	for (int x : a)
		if (!std::binary_search(b.begin(), b.end(), x))
			return false;
	return true;
}

int admins(const std::vector<User> &users)
{
	int n = 0;

	for (const User &u : users)
		n += std::find(u.roles.begin(), u.roles.end(), 1) != u.roles.end();
	return n;
}

int digits(const std::string &text)
{
	static const std::array<char, 10> all = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' };
	int n = 0;

	for (char c : text)
		n += std::find(all.begin(), all.end(), c) != all.end();
	return n;
}

bool once(const std::vector<int> &b, int x)
{
	return std::find(b.begin(), b.end(), x) != b.end();
}

int first(const std::vector<std::vector<int>> &lists, int x)
{
	int n = 0;

	for (const auto &list : lists)
		n += std::find(list.begin(), list.end(), x) != list.end();
	return n;
}

struct Edge;
struct Corner {
	std::vector<int> edges;
	bool find_next(int kind, Corner **next) const
	{
		auto at = std::find(edges.begin(), edges.end(), kind);

		*next = at == edges.end() ? nullptr : others[static_cast<std::size_t>(*at)];
		return *next != nullptr;
	}
	void add(int edge) { edges.push_back(edge); }
	std::vector<Corner *> others;
};
bool find_start(int edge, Corner **start);

/* Another corner on each turn, with the few edges of its own. */
int walk(const std::vector<int> &edges)
{
	int found = 0;

	for (int edge : edges) {
		Corner *start;

		if (find_start(edge, &start))
			found += start->find_next(edge, &start);
	}
	return found;
}

/* The words of one line, which the next line replaces. */
#include <fstream>
#include <string>

static bool has_open(const std::vector<std::string> &words)
{
	for (const std::string &word : words) {
		if (word.empty())
			return true;
	}
	return false;
}

int open_lines(std::istream &in)
{
	std::vector<std::string> words;
	std::string line;
	int n = 0;

	while (std::getline(in, line)) {
		words.clear();
		for (char c : line)
			words.push_back(std::string(1, c));
		n += has_open(words);
	}
	return n;
}
