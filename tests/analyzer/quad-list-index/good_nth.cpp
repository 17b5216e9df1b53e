// Walked along, jumped to, or of a constant number.
#include <iterator>
#include <list>
#include <vector>

long sum(const std::list<int> &numbers)
{
	long total = 0;

	for (int n : numbers)
		total += n;
	return total;
}

long vector(const std::vector<int> &numbers, const std::vector<int> &wanted)
{
	long total = 0;

	for (int n : wanted)
		total += *std::next(numbers.begin(), n);
	return total;
}

long every_second(const std::list<int> &numbers)
{
	long total = 0;

	for (auto it = numbers.begin(); it != numbers.end(); std::advance(it, 1))
		total += *it;
	return total;
}

int third(const std::list<int> &numbers, int n)
{
	return *std::next(numbers.begin(), n);
}
