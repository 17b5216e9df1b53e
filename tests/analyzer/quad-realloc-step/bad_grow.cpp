// A class that keeps its array by hand.
#include <cstdlib>
#include <vector>

class List {
public:
	void add(int x)
	{
		items_ = static_cast<int *>(std::realloc(items_, (count_ + 1) * sizeof *items_));
		items_[count_++] = x;
	}

private:
	int *items_ = nullptr;
	int count_ = 0;
};

void copy(List &to, const std::vector<int> &from)
{
	for (int x : from)
		to.add(x); // expect: quad-realloc-step
}
