#include <vector>

enum class Kind : unsigned char { file, folder, link };
enum class State { fresh, seen };
enum class Wide { least = -1, most = 0x7fffffff };
enum class Plain : int {};

struct Row { int id; Kind kind; };
struct Pair { void *data; State state; };		/* what is saved is lost behind it */
struct Large { Wide a, b, c, d; };
struct Numbers { Plain a, b, c, d; };
struct Once { State a, b, c, d; };

class Table {
public:
	void add(const Row &row) { rows_.push_back(row); }
	void add(const Pair &pair) { pairs_.push_back(pair); }
	void add(const Large &large) { large_.push_back(large); }
	void add(const Numbers &numbers) { numbers_.push_back(numbers); }
	State first() const { return once_.a; }

private:
	std::vector<Row> rows_;
	std::vector<Pair> pairs_;
	std::vector<Large> large_;
	std::vector<Numbers> numbers_;
	Once once_;
};
