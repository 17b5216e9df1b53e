#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

class Builder {
public:
	/* A member, a parameter, a reference: without std::move they would be copied. */
	std::string take() { return std::move(text_); }
	std::string pass(std::string &&text) { return std::move(text); }
	std::string same(std::string text) { return std::move(text); }

	/* Another class is made of it. */
	std::optional<std::vector<int>> maybe()
	{
		std::vector<int> out(3);

		return std::move(out);
	}

	std::string local()
	{
		std::string out = "a";

		return out;
	}

	std::string &slot(std::vector<std::string> &texts)
	{
		std::string &first = texts[0];

		return first;
	}
	std::string stolen(std::vector<std::string> &texts)
	{
		std::string &first = texts[0];

		return std::move(first);
	}

private:
	std::string text_;
};
