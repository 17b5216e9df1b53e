#include <string>
#include <vector>

struct Node { double x, y; bool seen, done; };
struct Base { virtual ~Base(); int kind; };
struct Leaf : Base { int size; double x; };
template <class T> struct Box { bool full; T value; bool old; double time; };
struct Settings { bool verbose; double scale; bool quiet; double limit; };

class Graph {
public:
	void add(const Node &node) { nodes_.push_back(node); }
	void add(const Leaf &leaf) { leaves_.push_back(leaf); }
	void add(const Box<long> &box) { boxes_.push_back(box); }
	double scale() const { return settings_.scale; }

private:
	std::vector<Node> nodes_;
	std::vector<Leaf> leaves_;
	std::vector<Box<long>> boxes_;
	std::vector<std::string> names_;
	std::vector<Settings *> all_;
	Settings settings_;
};

/* What a virtual base takes stands behind the fields. */
struct Common { double numbers[20]; };
struct Left : virtual Common { bool seen; double weight; };

Left *lefts(unsigned n)
{
	return new Left[n];
}
