// Vectors and strings that are worked off from their front.
#include <string>
#include <vector>

int drain(std::vector<int> &queue)
{
	int sum = 0;

	while (!queue.empty()) {
		sum += queue.front();
		queue.erase(queue.begin()); // expect: quad-erase-front
	}
	return sum;
}

std::vector<int> reversed(const std::vector<int> &from)
{
	std::vector<int> out;

	for (int x : from)
		out.insert(out.begin(), x); // expect: quad-erase-front
	return out;
}

class Buffer {
public:
	void add(char c) { data_.push_back(c); }
	char take()
	{
		char c = data_[0];

		data_.erase(0, 1);
		return c;
	}
	bool empty() const { return data_.empty(); }

private:
	std::string data_;
};

int spaces(Buffer &buffer)
{
	int n = 0;

	while (!buffer.empty())
		n += buffer.take() == ' '; // expect: quad-erase-front
	return n;
}
