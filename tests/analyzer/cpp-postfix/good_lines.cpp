#include <map>
#include <string>

struct Lines {
	Lines(const Lines &other);
	~Lines();
	Lines operator++(int);
	Lines &operator++();
	bool done() const;
	std::string line;
};

struct Light {
	Light operator++(int);
	Light &operator++();
	bool done() const;
	const int *at;
};

int count(Lines begin, Light light, const std::map<int, int> &all)
{
	int n = 0;

	for (Lines it = begin; !it.done(); ++it)
		n++;
	for (; !light.done(); light++)
		n++;
	for (auto it = all.begin(); it != all.end(); it++)
		n++;
	for (Lines it = begin; !it.done();)
		n += (int)(it++).line.size();
	return n;
}
