#include <string>
#include <string_view>

std::size_t separator(const std::string &path, const std::string &wanted)
{
	return path.find('/') + path.find("//") + path.find_first_of("/\\") + path.find(wanted) + path.find("");
}

/* Somebody's own. */
struct Tree { int find(const char *name) const; };

int root(const Tree &tree)
{
	return tree.find("/");
}
