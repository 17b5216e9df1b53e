#include <mutex>

struct Server;

/* A guard of the project's own: gives back what it took where its block ends. */
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
	{
		EnvLock lock(this);

		steps++;
	}
	{
		EnvLock lock(this);

		steps++;
	}
	save();
}

/* A guard that the head of an if, a switch or a loop makes lives as long as that statement. */
struct Queue {
	std::mutex mutex;
	int waiting = 0;
	void remove();
	int work(int turns);
};

void Queue::remove()
{
	std::lock_guard<std::mutex> guard(mutex);

	waiting--;
}

int Queue::work(int turns)
{
	for (int i = 0; i < turns; i++) {
		if (auto guard = std::unique_lock<std::mutex>(mutex); guard.owns_lock())
			waiting++;
		remove();
	}
	switch (std::lock_guard<std::mutex> guard(mutex); waiting) {
	case 0: return 1;
	}
	remove();
	for (std::unique_lock<std::mutex> guard(mutex); waiting > 100; waiting--)
		;
	remove();
	return 0;
}

/* A pointer class of somebody's own: two mutexes of what it points to are two. */
template<typename T> struct Given {
	T pointer;
	T operator->() const { return pointer; }
};

struct Mixer { std::mutex properties, sources; int level; };

static int level_of(Given<Mixer *> mixer)
{
	std::lock_guard<std::mutex> guard(mixer->sources);
	return mixer->level;
}

int read_level(Given<Mixer *> mixer)
{
	std::lock_guard<std::mutex> guard(mixer->properties);
	return level_of(mixer);
}
