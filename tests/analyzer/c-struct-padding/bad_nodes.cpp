#include <cstddef>
#include <vector>

struct Node { bool seen; double x; bool done; double y; };
struct Edge { char kind; void *from; char weight; void *to; };

class Graph {
public:
	void add(const Node &node);
	Edge *edges(std::size_t n);

private:
	std::vector<Node> nodes_;
};

void Graph::add(const Node &node)			// expect: c-struct-padding
{
	nodes_.push_back(node);
}

Edge *Graph::edges(std::size_t n)
{
	return new Edge[n];				// expect: c-struct-padding
}
