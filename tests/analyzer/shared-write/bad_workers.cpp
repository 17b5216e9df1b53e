#include <string>
#include <thread>
#include <vector>

static std::vector<std::string> lines;
static int total;

static void work(int n)
{
	lines.push_back(std::to_string(n));	// expect: shared-write
	total += n;				// expect: shared-write
}

void start()
{
	std::thread a(work, 1), b(work, 2);
	a.join();
	b.join();
}

int sum()
{
	return total;
}
