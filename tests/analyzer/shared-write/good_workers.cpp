#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

static std::vector<std::string> lines;
static std::atomic<int> total;
static std::mutex mutex;

static void work(int n)
{
	std::lock_guard<std::mutex> guard(mutex);
	lines.push_back(std::to_string(n));
	total += n;
}

void start()
{
	std::thread a(work, 1), b(work, 2);
	a.join();
	b.join();
}

/* Not run by any thread but the caller's. */
void note(const std::string &line)
{
	lines.push_back(line);
}
