// Elements of a list by number.
#include <iterator>
#include <list>
#include <vector>

long sum(const std::list<int> &numbers)
{
	long total = 0;

	for (size_t i = 0; i < numbers.size(); i++)
		total += *std::next(numbers.begin(), i); // expect: quad-list-index
	return total;
}

long advanced(const std::list<int> &numbers, const std::vector<int> &wanted)
{
	long total = 0;

	for (int n : wanted) {
		auto it = numbers.begin();

		std::advance(it, n); // expect: quad-list-index
		total += *it;
	}
	return total;
}

static int nth(const std::list<int> &numbers, int n)
{
	return *std::next(numbers.begin(), n);
}

long by_helper(const std::list<int> &numbers, const std::vector<int> &wanted)
{
	long total = 0;

	for (int n : wanted)
		total += nth(numbers, n); // expect: quad-list-index
	return total;
}
