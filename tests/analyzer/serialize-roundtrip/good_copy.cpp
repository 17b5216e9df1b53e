#include "json.h"

nlohmann::json copy(const nlohmann::json &order)
{
	return order;
}

int either(const std::string &text, bool strict)
{
	if (strict)
		return nlohmann::json::parse(text).size();
	return nlohmann::json::parse(text).size() + 1;
}
