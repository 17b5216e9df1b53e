#include <optional>
#include <string>
#include <variant>
#include <vector>

std::optional<std::string> title(const char *text)
{
	const std::string title(text);

	return title;				// expect: cpp-const-return
}

std::variant<int, std::vector<int>> numbers(int n)
{
	const std::vector<int> all(10, n);

	if (n < 0)
		return n;
	return all;				// expect: cpp-const-return
}
