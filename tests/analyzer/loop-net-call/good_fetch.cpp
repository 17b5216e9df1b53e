// One request for all.
#include <string>
#include <vector>

namespace cpr {
struct Response { std::string text; };
Response Get(const std::string &url);
}

std::string all(const std::vector<std::string> &names)
{
	std::string url = "https://example.org/?names=";

	for (const auto &name : names)
		url += name + ",";
	return cpr::Get(url).text;
}
