#include <string>
#include <string_view>
#include <vector>

std::size_t separators(const std::vector<std::string> &paths)
{
	std::size_t n = 0;

	for (const auto &path : paths)
		n += path.find("/") != std::string::npos;       // expect: cpp-find-char
	return n;
}

std::string_view base(std::string_view path)
{
	return path.substr(path.rfind("/") + 1);                // expect: cpp-find-char
}

std::size_t line_end(const std::string &text, std::size_t from)
{
	return text.find_first_of("\n", from);                  // expect: cpp-find-char
}
