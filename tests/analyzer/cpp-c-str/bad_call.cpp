#include <string>

class File {
public:
	const std::string &name() const { return name_; }

private:
	std::string name_;
};

void open(const std::string &path);
bool equal(std::string a, std::string b);

void all(const std::string &path, const File &file)
{
	open(path.c_str());                     // expect: cpp-c-str
	if (equal(path.c_str(), "x"))           // expect: cpp-c-str
		open(file.name());
}

std::string name(const std::string &path)
{
	return path.c_str();                    // expect: cpp-c-str
}
