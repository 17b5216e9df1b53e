// One request per element.
#include <string>
#include <vector>

namespace cpr {
struct Response { std::string text; };
Response Get(const std::string &url);
}

std::string all(const std::vector<std::string> &urls)
{
	std::string text;

	for (const auto &url : urls)
		text += cpr::Get(url).text; // expect: loop-net-call
	return text;
}
