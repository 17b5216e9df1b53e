#include <thread>
#include <vector>

int count(const std::vector<int> &xs)
{
	int total = 0;
	std::vector<int> odd;
	std::vector<std::thread> ts;

	for (int i = 0; i < 4; i++)
		ts.emplace_back([&] {
			for (int x : xs) {
				total += x;             // expect: shared-write
				if (x % 2)
					odd.push_back(x);       // expect: shared-write
			}
		});
	for (auto &t : ts)
		t.join();
	return total;
}

class Server {
public:
	void run()
	{
		std::thread a(&Server::work, this), b(&Server::work, this);
		a.join();
		b.join();
	}
private:
	void work()
	{
		hits_++;                        // expect: shared-write
	}
	int hits_ = 0;
};

int serve()
{
	Server s;
	s.run();
	return 0;
}
