#include <memory>
#include <utility>
#include <vector>

struct Node {
	int value;
	void drop();
};

class Tree {
public:
	/* Kept, moved, changed, captured. */
	explicit Tree(std::shared_ptr<Node> root) : root_(std::move(root)) {}
	void set(std::shared_ptr<Node> root) { root_ = root; }
	void keep(std::shared_ptr<Node> node) { all_.push_back(node); }
	int clear(std::shared_ptr<Node> node)
	{
		node.reset();
		return 0;
	}
	auto later(std::shared_ptr<Node> node)
	{
		return [node] { return node->value; };
	}
	/* What is called might let go of the node: the copy keeps it alive. */
	void drop_all()
	{
		for (auto node : all_)
			node->drop();
	}

private:
	std::shared_ptr<Node> root_;
	std::vector<std::shared_ptr<Node>> all_;
};

int sum(const std::vector<std::shared_ptr<Node>> &nodes, const std::shared_ptr<Node> &first)
{
	int sum = first->value;

	for (const auto &node : nodes)
		sum += node->value;
	return sum;
}
