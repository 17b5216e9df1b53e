#include <string>

struct Lines {
	Lines(const Lines &other);
	~Lines();
	Lines operator++(int);
	Lines &operator++();
	bool done() const;
	std::string line;
};

int count(Lines begin)
{
	int n = 0;

	for (Lines it = begin; !it.done(); it++)		// expect: cpp-postfix
		n++;
	return n;
}
