// A branch, or an error for somebody else.
#include <stdexcept>
#include <vector>

int positive(const std::vector<int> &values)
{
	int n = 0;

	for (int v : values)
		n += v >= 0;
	return n;
}

void checked(const std::vector<int> &values)
{
	for (int v : values) {
		if (v < 0)
			throw std::out_of_range("negative");
	}
}

bool whole(const std::vector<int> &values)
{
	try {
		for (int v : values) {
			if (v < 0)
				throw std::out_of_range("negative");
		}
	} catch (const std::out_of_range &) {
		return false;
	}
	return true;
}
