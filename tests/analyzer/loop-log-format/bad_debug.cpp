// A dump of all for a log line.
#include <string>
#include <vector>

void log_debug(const std::string &text);

static std::string dump(const std::vector<std::string> &names)
{
	std::string text;

	for (const auto &name : names)
		text += name;
	return text;
}

void work(const std::vector<std::string> &names, const std::vector<int> &jobs, void (*run)(int))
{
	for (int job : jobs) {
		log_debug(dump(names)); // expect: loop-log-format
		run(job);
	}
}
