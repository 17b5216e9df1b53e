#include <string>
#include <utility>
#include <vector>

std::string joined(const std::vector<std::string> &parts)
{
	std::string out;

	for (const std::string &part : parts)
		out += part;
	return std::move(out);                  // expect: cpp-return-move
}

std::vector<int> numbers(int n)
{
	std::vector<int> out(static_cast<std::size_t>(n));

	if (n > 3)
		return std::move(out);          // expect: cpp-return-move
	out[0] = 1;
	return out;
}
