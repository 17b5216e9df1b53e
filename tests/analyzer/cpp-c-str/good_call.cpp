#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

void open(const std::string &path);
void view(std::string_view text);
void old(const char *path);

std::string all(const std::string &path, std::vector<char> &bytes)
{
	/* Cut at the first NUL, as one can see. */
	std::string cut(path.c_str());
	std::string also = std::string(path.c_str());

	open(path);
	old(path.c_str());
	view(path.c_str());
	std::printf("%s\n", path.c_str());
	open(bytes.data());
	open("literal");
	return cut + also;
}

/* Without its first character. */
void rest(const std::string &url)
{
	open(url.c_str() + 1);
}
