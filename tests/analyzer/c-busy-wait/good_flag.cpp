#include <atomic>
#include <thread>

static std::atomic<bool> ready;

void wait_ready()
{
	while (!ready.load())
		std::this_thread::yield();
}

struct Gate {
	std::atomic<int> open;
	void pass()
	{
		for (int turns = 0; open == 0; turns++) {
			if (turns > 100)
				std::this_thread::yield();
		}
	}
};
