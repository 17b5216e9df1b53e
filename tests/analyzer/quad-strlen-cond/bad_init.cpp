// What is set up once, from a short text, is a note.
#include <cstring>
#include <vector>

struct Parser {
	std::vector<char> letters;
	void init(const char *word_letters);
};

void Parser::init(const char *word_letters)
{
	letters.resize(256, 0);
	for (unsigned i = 0; i < std::strlen(word_letters); i++)        // note: quad-strlen-cond
		letters[(word_letters[i] + 256) % 256] = 1;
}
