#include <string>
#include <vector>

struct Writer {
	std::string out;
	void operator+=(std::string text);
};

/* Takes its own copy apart: as long as one line. */
void Writer::operator+=(std::string text)
{
	while (true) {
		std::string::size_type end = text.find("}}");

		if (end == std::string::npos)
			break;
		text = text.substr(end + 2);
	}
	out.append(text);
}

void write(Writer &code, const std::string &indent, const std::vector<std::string> &lines)
{
	for (const std::string &line : lines) {
		if (!line.empty())
			code += indent + "{{line}}";
	}
}
