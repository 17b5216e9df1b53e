#include <map>
#include <string>
#include <utility>

class User {
public:
	User(User &&other) noexcept
		: name_(other.name_),                   // expect: cpp-move-init
		  ages_(std::move(other.ages_)),
		  id_(other.id_)
	{
	}

private:
	std::string name_;
	std::map<std::string, int> ages_;
	int id_;
};
