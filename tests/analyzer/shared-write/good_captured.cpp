#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

int count(const std::vector<int> &xs)
{
	int total = 0;
	std::atomic<int> seen{0};
	std::mutex mutex;
	std::vector<std::thread> ts;

	for (int i = 0; i < 4; i++)
		ts.emplace_back([&] {
			int own = 0;
			for (int x : xs) {
				own += x;
				seen++;
			}
			std::lock_guard<std::mutex> guard(mutex);
			total += own;
		});
	for (auto &t : ts)
		t.join();
	return total + seen;
}

/* One thread, which is waited for. */
int count_beside(const std::vector<int> &xs)
{
	int total = 0;
	std::thread t([&] {
		for (int x : xs)
			total += x;
	});

	t.join();
	return total;
}

/* Each turn has its own. */
int count_each(const std::vector<std::vector<int>> &rows)
{
	int all = 0;

	for (const auto &row : rows) {
		int total = 0;
		std::thread t([&] {
			for (int x : row)
				total += x;
		});
		t.join();
		all += total;
	}
	return all;
}

/* Objects of their own. */
class Worker {
public:
	void work()
	{
		hits_++;
	}
private:
	int hits_ = 0;
};

int serve()
{
	Worker one, two;
	std::thread a(&Worker::work, &one), b(&Worker::work, &two);

	a.join();
	b.join();
	return 0;
}
