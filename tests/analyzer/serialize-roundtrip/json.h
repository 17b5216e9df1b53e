#pragma once
#include <string>

namespace nlohmann {
class json {
public:
	static json parse(const std::string &text);
	std::string dump() const;
	int size() const;
};
}
