#include <iostream>
#include <map>
#include <string>
#include <vector>

std::vector<int> reserved(int n)
{
	std::vector<int> out;

	out.reserve(static_cast<std::size_t>(n));
	for (int i = 0; i < n; i++)
		out.push_back(i * i);
	return out;
}

/* Not on every turn. */
std::vector<int> some(const std::vector<int> &numbers)
{
	std::vector<int> out, rest;

	for (int number : numbers) {
		if (number > 0)
			out.push_back(number);
	}
	for (int number : numbers) {
		if (number > 0)
			continue;
		rest.push_back(number);
	}
	out.insert(out.end(), rest.begin(), rest.end());
	return out;
}

/* Nobody knows how often. */
std::vector<std::string> lines(std::istream &in, const std::string &text)
{
	std::vector<std::string> out, words;
	std::string line;

	while (std::getline(in, line))
		out.push_back(line);
	for (std::size_t at = 0; at < text.size(); at++) {
		std::size_t end = text.find(' ', at);

		words.push_back(text.substr(at, end - at));
		at = end;
	}
	out.insert(out.end(), words.begin(), words.end());
	return out;
}

/* It already has elements, or belongs to somebody else; or the loop is short. */
class Log {
public:
	void add(const std::vector<int> &numbers)
	{
		for (int number : numbers)
			all_.push_back(number);
	}
	std::vector<int> copied(const std::vector<int> &numbers, std::vector<int> &to) const
	{
		std::vector<int> out(numbers), few;

		for (int number : numbers)
			out.push_back(number);
		for (int number : numbers)
			to.push_back(number);
		for (int i = 0; i < 4; i++)
			few.push_back(i);
		return few.empty() ? out : few;
	}

private:
	std::vector<int> all_;
};

/* Filled over several rows. */
std::vector<int> flat(const std::vector<std::vector<int>> &rows)
{
	std::vector<int> out;

	for (const auto &row : rows) {
		for (int cell : row)
			out.push_back(cell);
	}
	return out;
}
