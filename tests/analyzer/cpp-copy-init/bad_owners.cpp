#include <cstring>
#include <vector>

/* Copying it takes memory, which it releases. */
class Label {
public:
	Label(const Label &other);
	~Label() { delete[] text; }
	std::size_t length() const { return std::strlen(text); }

private:
	char *text;
	std::size_t room, used;
};

struct Shape { Label label; };

std::size_t width(const std::vector<Shape> &shapes)
{
	std::size_t sum = 0;

	for (const Shape &shape : shapes) {
		Label label = shape.label; /* expect: cpp-copy-init */

		sum += label.length();
	}
	return sum;
}
