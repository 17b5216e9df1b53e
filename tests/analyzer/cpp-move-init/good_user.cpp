#include <string>
#include <utility>

class User {
public:
	User(const User &other) : name_(other.name_), id_(other.id_) {}
	User(User &&other) noexcept : name_(std::move(other.name_)), id_(other.id_), tag_(default_tag()) {}
	explicit User(const std::string &name) : name_(name), id_(0) {}

private:
	static const std::string &default_tag();
	std::string name_;
	int id_;
	std::string tag_;
};
