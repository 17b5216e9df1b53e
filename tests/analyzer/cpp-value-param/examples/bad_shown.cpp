// What only shows how the program is used is a note.
#include <cstdio>
#include <string>

void show(std::string text)             // note: cpp-value-param
{
	printf("%s\n", text.c_str());
}

void show_twice(const std::string &text)
{
	show(text);
	show(text);
}
