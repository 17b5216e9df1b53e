#include <cstdarg>
#include <cstdio>
#include <cstdlib>

class Label {
public:
	int format(const char *format, va_list args);

private:
	char *text = nullptr;
};

/* As long as the new text, whatever there was before. */
int Label::format(const char *format, va_list args)
{
	va_list again;

	va_copy(again, args);
	int length = std::vsnprintf(nullptr, 0, format, args);
	if (length < 0)
		return 0;
	length += 1;
	char *longer = static_cast<char *>(std::realloc(text, static_cast<std::size_t>(length)));
	if (!longer)
		return 0;
	text = longer;
	return std::vsnprintf(text, static_cast<std::size_t>(length), format, again);
}

int check(Label &label, const char *const *names, va_list args)
{
	int sum = 0;

	for (; *names; names++)
		sum += label.format(*names, args);
	return sum;
}
