#include <optional>
#include <string>

std::optional<std::string> title(const char *text)
{
	std::string title(text);

	return title;
}

/* Made in its place; cheap; not its own. */
std::string same(const char *text)
{
	const std::string title(text);

	return title;
}

std::optional<long> number(long n)
{
	const long twice = 2 * n;

	return twice;
}

std::optional<std::string> given(const std::string &title)
{
	return title;
}

std::optional<std::string> copied(const std::string &from)
{
	const std::string &title = from;

	return title;
}
