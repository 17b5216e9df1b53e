#include <mutex>

struct Server;

class EnvLock {
public:
	explicit EnvLock(Server *server);

private:
	std::lock_guard<std::mutex> lock_;
};

struct Server {
	std::mutex env_mutex;
	int steps = 0, saves = 0;
	void step();
	void save();
};

inline EnvLock::EnvLock(Server *server): lock_(server->env_mutex) {}

void Server::save()
{
	EnvLock lock(this);

	saves++;
}

void Server::step()
{
	EnvLock lock(this);

	steps++;
	save(); /* expect: lock-twice */
}

struct Queue {
	std::mutex mutex;
	int waiting = 0;
	void remove();
	void work();
};

void Queue::remove()
{
	std::lock_guard<std::mutex> guard(mutex);

	waiting--;
}

void Queue::work()
{
	if (std::unique_lock<std::mutex> guard(mutex); waiting > 100)
		remove();               // expect: lock-twice
}
