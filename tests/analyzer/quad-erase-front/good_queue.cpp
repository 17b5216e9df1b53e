// Queues that are made for it, windows, and what is taken from the end.
#include <deque>
#include <istream>
#include <list>
#include <string>
#include <vector>

int drain(std::deque<int> &queue)
{
	int sum = 0;

	while (!queue.empty()) {
		sum += queue.front();
		queue.pop_front();
	}
	return sum;
}

int from_list(std::list<int> &queue)
{
	int sum = 0;

	while (!queue.empty()) {
		sum += queue.front();
		queue.erase(queue.begin());
	}
	return sum;
}

int from_the_end(std::vector<int> &queue)
{
	int sum = 0;

	while (!queue.empty()) {
		sum += queue.back();
		queue.erase(queue.end() - 1);
	}
	return sum;
}

void last_few(const std::vector<int> &events, std::vector<int> &last)
{
	for (int e : events) {
		last.push_back(e);
		if (last.size() > 100)
			last.erase(last.begin());
	}
}

int emptied(const std::vector<std::string> &lines)
{
	std::string text;
	int n = 0;

	for (const std::string &line : lines) {
		text += line;
		n += text.size() > 80;
		text.erase(0);
	}
	return n;
}

int own(const std::vector<std::vector<int>> &rows)
{
	int sum = 0;

	for (const auto &row : rows) {
		std::vector<int> copy(row);

		copy.erase(copy.begin());
		sum += copy[0];
	}
	return sum;
}

static bool is_define(std::string &line)
{
	if (line.compare(0, 8, "#define ") != 0)
		return false;
	line.erase(0, 8);
	return true;
}

/* Another line on each turn, though in the same string. */
int defines(std::istream &in)
{
	std::string line;
	int n = 0;

	while (std::getline(in, line))
		n += is_define(line);
	return n;
}
