#include <memory>
#include <vector>

struct Node {
	int value;
	int weight() const { return value * 2; }
};

int sum(const std::vector<std::shared_ptr<Node>> &nodes)
{
	int sum = 0;

	for (auto node : nodes)                         // expect: cpp-shared-ptr-copy
		sum += node->value;
	for (const std::shared_ptr<Node> node : nodes)  // expect: cpp-shared-ptr-copy
		sum += node->weight();
	return sum;
}

int value(std::shared_ptr<Node> node)                   // expect: cpp-shared-ptr-copy
{
	return node ? node->weight() : 0;
}
