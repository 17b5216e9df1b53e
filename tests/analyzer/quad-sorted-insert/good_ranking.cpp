// Sorted once, kept in a tree, or appended.
#include <algorithm>
#include <set>
#include <vector>

std::vector<int> ranking(std::vector<int> points)
{
	std::sort(points.begin(), points.end());
	return points;
}

std::multiset<int> tree(const std::vector<int> &points)
{
	std::multiset<int> best;

	for (int p : points)
		best.insert(p);
	return best;
}

void append(std::vector<int> &all, const std::vector<std::vector<int>> &parts)
{
	for (const auto &part : parts)
		all.insert(all.end(), part.begin(), part.end());
}

void one_more(std::vector<int> &best, int p)
{
	best.insert(std::lower_bound(best.begin(), best.end(), p), p);
}

int looked_up(const std::vector<int> &limits, const std::vector<int> &values)
{
	int n = 0;

	for (int v : values)
		n += std::lower_bound(limits.begin(), limits.end(), v) != limits.end();
	return n;
}
