// s = s + x copies what is there.
#include <string>
#include <vector>

std::string join(const std::vector<std::string> &words)
{
	std::string s;

	for (const std::string &word : words)
		s = s + word + ","; // expect: quad-string-concat
	return s;
}

class Report {
public:
	void add(const std::vector<std::string> &lines)
	{
		for (size_t i = 0; i < lines.size(); i++)
			text = text + lines[i]; // expect: quad-string-concat
	}
private:
	std::string text;
};
