#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

class User {
public:
	const std::string &name() const { return name_; }
	std::string title() const;
	void rename(const std::string &name);
	const std::vector<int> &orders() const;
	int age() const;

	/* What is called may change the member. */
	void update()
	{
		const std::string old = name_;

		refresh();
		if (old != name_)
			refresh();
	}

private:
	void refresh();
	std::string name_;
};

void print(const std::string &text);
void change(User &user);
User make();
const std::string &choose(const std::string &a, const std::string &b);

/* References, temporaries, numbers. */
std::size_t fine(const User &user)
{
	const std::string &name = user.name();
	const std::string title = user.title();
	auto made = make().name();
	int age = user.age();

	return name.size() + title.size() + made.size() + static_cast<std::size_t>(age);
}

/* The copy is changed or given away. */
std::string changed(const User &user, const std::vector<std::string> &names)
{
	std::string name = user.name();
	auto last = names.back();
	std::string result = user.name();

	name += "!";
	print(name);
	print(std::move(last));
	return result;
}

/* The original changes while the copy is there. */
void renamed(User &user, std::map<int, std::string> &names, std::vector<std::string> list, std::string text)
{
	const std::string old = user.name();
	const std::string first = names[1];
	const std::string item = list[0];
	const std::string before = text;

	user.rename("b");
	names[1] = "x";
	names.erase(1);
	list.push_back("y");
	text = "z";
	print(old + first + item + before);
}

void through(User &user)
{
	const auto old = user.name();

	change(user);
	print(old);
}

/* The original may be gone: its owner is only pointed to. */
void erased(std::map<std::string, int> &names, std::map<std::string, int>::iterator it, std::unique_ptr<User> &user)
{
	const std::string key = it->first;
	const std::string name = user->name();

	names.erase(it);
	user.reset();
	print(key + name);
}

/* Another reference may be to the same object. */
void both(std::list<std::string> &out, const std::list<std::string> &in)
{
	const std::list<std::string> all = in;

	out.clear();
	for (const std::string &text : all)
		out.push_back(text + text);
}

std::function<void()> later(const User &user)
{
	std::string name = user.name();

	return [name] { print(name); };
}

/* Nobody knows what the function gives a reference to. */
void chosen(const std::string &a)
{
	const std::string text = choose(a, "b");

	print(text);
}

/* A global that anybody may change. */
std::string current;

void show()
{
	const std::string text = current;

	print(text);
	print(text);
}

/* Set up once. */
std::size_t once(const User &user)
{
	static const std::string first = user.name();

	return first.size();
}
