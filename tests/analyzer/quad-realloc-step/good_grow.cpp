// Doubled, or left to the vector.
#include <cstdlib>
#include <vector>

class List {
public:
	void add(int x)
	{
		if (count_ == room_) {
			room_ = room_ ? room_ * 2 : 16;
			items_ = static_cast<int *>(std::realloc(items_, room_ * sizeof *items_));
		}
		items_[count_++] = x;
	}

private:
	int *items_ = nullptr;
	int count_ = 0, room_ = 0;
};

void copy(List &to, std::vector<int> &also, const std::vector<int> &from)
{
	for (int x : from) {
		to.add(x);
		also.push_back(x);
	}
}
