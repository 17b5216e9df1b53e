// Taken once, of another size, or kept.
#include <string>
#include <vector>

void filter(const float *from, float *to, int n);
struct Node { Node *next; int value; };

void blur(const float *image, int rows, int width)
{
	std::vector<float> line(width);

	for (int y = 0; y < rows; y++)
		filter(image + y * width, line.data(), width);
}

void sizes(const float *image, const int *widths, int rows)
{
	for (int y = 0; y < rows; y++) {
		float *line = new float[widths[y]];

		filter(image, line, widths[y]);
		delete[] line;
	}
}

Node *list(const std::vector<int> &values)
{
	Node *first = nullptr;

	for (int v : values) {
		Node *n = new Node;

		n->next = first;
		n->value = v;
		first = n;
	}
	return first;
}
