#include <string>
#include <utility>
#include <vector>

struct Point { int x, y; };

void read(const std::string &text);
void take(std::string &&text);

class User {
public:
	explicit User(std::string name) : name_(std::move(name)) {}
	User(User &&other) noexcept : name_(std::move(other.name_)) {}

private:
	std::string name_;
};

/* Moves that move; numbers and small structs, where it does not matter. */
Point moved(std::string text, std::vector<int> numbers, const Point point, const int n)
{
	std::vector<int> mine = std::move(numbers);
	int m = std::move(n);

	take(std::move(text));
	mine.push_back(m);
	return std::move(point);
}

template <class T> void pass(const T &t, std::vector<T> &out)
{
	out.push_back(std::move(t));
}

void passed(std::vector<std::string> &out)
{
	pass(std::string("a"), out);
}
