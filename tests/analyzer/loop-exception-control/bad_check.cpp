// Thrown and caught within one turn.
#include <stdexcept>
#include <vector>

int positive(const std::vector<int> &values)
{
	int n = 0;

	for (int v : values) {
		try {
			if (v < 0)
				throw std::out_of_range("negative"); // expect: loop-exception-control
			n++;
		} catch (const std::out_of_range &) {
		}
	}
	return n;
}
