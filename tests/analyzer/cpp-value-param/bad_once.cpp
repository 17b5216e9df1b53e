// Copied once in the life of the program: a note.
#include <string>
#include <vector>

int used = 0;

void set_up(const std::vector<std::string> words)       // note: cpp-value-param
{
	used = (int)words.size();
}

void prepare(const std::vector<std::string> &words)
{
	set_up(words);
}

void work(const std::vector<std::string> words)         // expect: cpp-value-param
{
	used += (int)words.size();
}

int main(int argc, char **argv)
{
	std::vector<std::string> words(argv, argv + argc);

	prepare(words);
	for (int i = 0; i < argc; i++)
		work(words);
	return used;
}

/* One text, and no loop that hands it over. */
int length(std::string text)                            // note: cpp-value-param
{
	return (int)text.size();
}

int lengths(const std::string &a, const std::string &b)
{
	return length(a) + length(b);
}

/* A text that is kept: one copy of two, once for each object. */
class Column {
public:
	Column(std::string title) : title_(title) {}            // note: cpp-value-param
private:
	std::string title_;
};

Column make_column(const std::string &title)
{
	return Column(title);
}

/* What the command line says. */
int count(const std::vector<std::string> args)          // note: cpp-value-param
{
	return (int)args.size();
}

int counts(const std::vector<std::string> &args)
{
	return count(args) + count(args);
}
