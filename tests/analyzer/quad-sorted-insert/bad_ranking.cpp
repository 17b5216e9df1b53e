// Sorted vectors that are filled one by one.
#include <algorithm>
#include <vector>

std::vector<int> ranking(const std::vector<int> &points)
{
	std::vector<int> best;

	for (int p : points)
		best.insert(std::lower_bound(best.begin(), best.end(), p), p); // expect: quad-sorted-insert
	return best;
}

std::vector<int> by_place(const std::vector<int> &points)
{
	std::vector<int> best;

	for (int p : points) {
		auto place = std::upper_bound(best.begin(), best.end(), p);

		best.insert(place, p); // expect: quad-sorted-insert
	}
	return best;
}

class Table {
public:
	void add(int x) { rows_.insert(std::lower_bound(rows_.begin(), rows_.end(), x), x); }

private:
	std::vector<int> rows_;
};

void fill(Table &table, const std::vector<int> &rows)
{
	for (int row : rows)
		table.add(row); // expect: quad-sorted-insert
}
