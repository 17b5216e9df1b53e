#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

struct Token {
	int id() const;
	const std::string &text() const;
};

int find_then_at(const std::map<std::string, int> &ages, const std::string &name)
{
	if (ages.find(name) != ages.end())      // expect: cpp-double-lookup
		return ages.at(name);
	return 0;
}

int count_then_index(std::unordered_map<int, int> &sizes, int key)
{
	if (sizes.count(key))                   // expect: cpp-double-lookup
		return sizes[key];
	return sizes.count(key + 1) ? 1 : 0;
}

void insert_if_missing(std::set<std::string> &seen, const std::vector<std::string> &names)
{
	for (const std::string &name : names) {
		if (seen.find(name) == seen.end())      // expect: cpp-double-lookup
			seen.insert(name);
	}
}

int unseen(std::unordered_set<int> &seen, const std::vector<Token> &tokens)
{
	int n = 0;

	for (const Token &token : tokens) {
		if (seen.count(token.id()))             // expect: cpp-double-lookup
			continue;
		seen.insert(token.id());
		n++;
	}
	return n;
}

void erase_if_there(std::map<std::string, int> &ages, const std::string &name)
{
	if (ages.count(name) > 0)               // expect: cpp-double-lookup
		ages.erase(name);
}

class Registry {
public:
	void set(const std::string &key, int value)
	{
		if (values_.find(key) == values_.end())         // expect: cpp-double-lookup
			values_.insert({ key, value });
		else
			values_[key] += value;
	}
	int get(const Token &token) const
	{
		return values_.count(token.text()) ? values_.at(token.text()) : 0;      // expect: cpp-double-lookup
	}

private:
	std::unordered_map<std::string, int> values_;
};
