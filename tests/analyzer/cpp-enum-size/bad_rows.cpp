#include <vector>

enum class Kind { file, folder, link };
enum State { fresh, seen };
enum class Depth { none = 0, most = 40000 };

struct Row { int id; Kind kind; State state; Depth depth; };
struct Place { double x, y; Kind kind; State state; Kind outer; };

class Table {
public:
	void add(const Row &row) { rows_.push_back(row); }	// expect: cpp-enum-size

private:
	std::vector<Row> rows_;
};

Place *places(unsigned n)
{
	return new Place[n];					// expect: cpp-enum-size
}
