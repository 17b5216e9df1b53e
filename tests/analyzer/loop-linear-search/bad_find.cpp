// std::find and a method that looks through a member.
#include <algorithm>
#include <string>
#include <vector>

struct User { int id; std::string name; };

int overlap(const std::vector<int> &a, const std::vector<int> &b)
{
	int both = 0;

	for (int x : a)
		if (std::find(b.begin(), b.end(), x) != b.end()) // expect: loop-linear-search
			both++;
	return both;
}

long times(const std::vector<std::string> &words, const std::vector<std::string> &text)
{
	long n = 0;

	for (size_t i = 0; i < text.size(); i++)
		n += std::count(words.begin(), words.end(), text[i]); // expect: loop-linear-search
	return n;
}

class Shop {
public:
	void add(const User &u) { users.push_back(u); }
	const User *find(int id) const
	{
		for (const User &u : users)
			if (u.id == id)
				return &u;
		return nullptr;
	}
private:
	std::vector<User> users;
};

int known(const Shop &shop, const std::vector<int> &ids)
{
	int n = 0;

	for (int id : ids)
		n += shop.find(id) != nullptr; // expect: loop-linear-search
	return n;
}
