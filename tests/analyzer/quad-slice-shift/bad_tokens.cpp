// Strings that are cut down from their front.
#include <string>

int spaces(std::string s)
{
	int n = 0;

	while (!s.empty()) {
		n += s[0] == ' ';
		s = s.substr(1); // expect: quad-slice-shift
	}
	return n;
}

class Reader {
public:
	explicit Reader(const std::string &text) : text_(text) {}
	bool done() const { return text_.empty(); }
	char take()
	{
		char c = text_[0];

		text_ = text_.substr(1);
		return c;
	}

private:
	std::string text_;
};

int read_all(Reader &reader)
{
	int n = 0;

	while (!reader.done())
		n += reader.take(); // expect: quad-slice-shift
	return n;
}
