#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct Point { int x, y; };

void sink(std::string &&text);
void fill(std::string &text);

/* By reference, or cheap. */
std::size_t width(const std::string &text, std::string_view view, Point point, const char *c)
{
	return text.size() + view.size() + static_cast<std::size_t>(point.x) + (c != nullptr);
}

/* Changed, moved from, returned, captured. */
std::string trimmed(std::string text)
{
	while (!text.empty() && text.back() == ' ')
		text.pop_back();
	return text;
}

std::string same(std::string text)
{
	return text;
}

void give(std::string text)
{
	sink(std::move(text));
}

void fill_in(std::string text)
{
	fill(text);
}

int sorted(std::vector<int> numbers)
{
	std::sort(numbers.begin(), numbers.end());
	return numbers.empty() ? 0 : numbers.front();
}

int raised(std::vector<int> numbers)
{
	for (int &number : numbers)
		number++;
	return numbers[0];
}

std::function<std::size_t()> later(std::string text)
{
	return [text] { return text.size(); };
}

class User {
public:
	explicit User(std::string name) : name_(std::move(name)) {}
	User &operator=(User other)
	{
		swap(other);
		return *this;
	}
	void swap(User &other);
	virtual ~User() = default;
	/* The signature is not only this function's own. */
	virtual bool is(std::string name) const { return name == name_; }
	/* May be called with the very name that it changes. */
	void rename(std::string name)
	{
		name_.clear();
		name_ = name + "!";
	}
	void again() { rename(name_); }

private:
	std::string name_;
};

class Admin : public User {
public:
	using User::User;
	bool is(std::string name) const override { return name.empty(); }
};

/* Called through a pointer. */
static bool by_name(std::string name)
{
	return name.empty();
}

bool (*const filter)(std::string) = by_name;

static int by_length(std::string a, std::string b)
{
	return a.size() < b.size();
}

void order(std::vector<std::string> &names)
{
	std::sort(names.begin(), names.end(), by_length);
}

template <class T> std::size_t size(T t, std::string text)
{
	return t + text.size();
}

std::size_t sizes()
{
	return size(1, "a");
}

/* Every caller gives what it has just made: nothing is copied. */
static std::size_t measure(std::string text)
{
	return text.size();
}

std::size_t measured(const std::string &a)
{
	return measure(a + "b") + measure(std::string(3, 'x')) + measure("literal");
}

/* Cannot be copied. */
int *raw(std::unique_ptr<int> pointer)
{
	return pointer.get();
}

/* Not mentioned: the signature is given from elsewhere. */
int unused(std::string, std::vector<int> numbers)
{
	return 0;
}

/* Changed through its end. */
void closed(std::vector<int> numbers, void (*use)(const std::vector<int> &))
{
	*(numbers.end() - 1) = 0;
	use(numbers);
}
