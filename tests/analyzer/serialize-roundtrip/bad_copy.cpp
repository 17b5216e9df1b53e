#include "json.h"

nlohmann::json copy(const nlohmann::json &order)
{
	return nlohmann::json::parse(order.dump());	// expect: serialize-roundtrip
}

int twice(const std::string &text)
{
	int n = nlohmann::json::parse(text).size();

	return n + nlohmann::json::parse(text).size();	// expect: serialize-roundtrip
}
