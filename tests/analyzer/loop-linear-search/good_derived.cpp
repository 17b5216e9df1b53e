#include <string>

class Text : public std::string {
public:
	using std::string::string;
};

/* Text is searched for text, onwards. */
std::size_t comments(const Text &text)
{
	std::size_t n = 0;

	for (std::size_t at = 0; at < text.size(); n++) {
		std::size_t start = text.find("//", at);

		if (start == std::string::npos)
			break;
		at = text.find("\n", start);
	}
	return n;
}
