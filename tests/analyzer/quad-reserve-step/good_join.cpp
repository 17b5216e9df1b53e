// Reserved once, doubled, or for a container of the turn's own.
#include <vector>

void join(std::vector<int> &out, const std::vector<std::vector<int>> &pieces)
{
	std::size_t size = out.size();

	for (const auto &part : pieces)
		size += part.size();
	out.reserve(size);
	for (const auto &part : pieces)
		out.insert(out.end(), part.begin(), part.end());
}

void doubled(std::vector<int> &out, const std::vector<int> &from)
{
	for (int x : from) {
		if (out.size() == out.capacity())
			out.reserve(out.size() * 2 + 1);
		out.push_back(x);
	}
}

int own(const std::vector<std::vector<int>> &rows)
{
	int n = 0;

	for (const auto &row : rows) {
		std::vector<int> copy;

		copy.reserve(row.size() + 1);
		copy = row;
		n += copy.size();
	}
	return n;
}

void once(std::vector<int> &out, const std::vector<int> &from)
{
	out.reserve(out.size() + from.size());
	for (int x : from)
		out.push_back(x);
}
