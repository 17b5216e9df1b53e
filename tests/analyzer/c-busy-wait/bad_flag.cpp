#include <atomic>

static std::atomic<bool> ready;

void wait_ready()
{
	while (!ready.load())	// expect: c-busy-wait
		;
}

struct Gate {
	std::atomic<int> open;
	void pass()
	{
		while (open == 0) {	// expect: c-busy-wait
		}
	}
};
