// Computed once, of another container each time, or of one that changes.
#include <algorithm>
#include <list>
#include <string>
#include <vector>

std::vector<double> scaled(const std::vector<double> &values)
{
	double largest = *std::max_element(values.begin(), values.end());
	std::vector<double> out;

	for (double v : values)
		out.push_back(v / largest);
	return out;
}

double rows(const std::vector<std::vector<double>> &table)
{
	double sum = 0;

	for (const auto &row : table)
		sum += *std::max_element(row.begin(), row.end());
	return sum;
}

double running(const std::vector<double> &values)
{
	std::vector<double> seen;
	double sum = 0;

	for (double v : values) {
		seen.push_back(v);
		sum += *std::max_element(seen.begin(), seen.end());
	}
	return sum;
}

struct Scope {
	std::list<Scope *> inner;
	std::vector<std::string> names;

	bool has(const std::string &name) const
	{
		for (const std::string &n : names)
			if (n == name)
				return true;
		return false;
	}
};

/* Another object on each turn, though the source does not name it. */
int count(const Scope &scope, const std::string &name)
{
	int n = 0;

	for (auto it = scope.inner.begin(); it != scope.inner.end(); ++it)
		n += (*it)->has(name);
	return n;
}
