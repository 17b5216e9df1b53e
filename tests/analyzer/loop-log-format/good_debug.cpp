// Once, and where it is asked for.
#include <string>
#include <vector>

void log_debug(const std::string &text);
bool debugging();

static std::string dump(const std::vector<std::string> &names)
{
	std::string text;

	for (const auto &name : names)
		text += name;
	return text;
}

void work(const std::vector<std::string> &names, const std::vector<int> &jobs, void (*run)(int))
{
	log_debug(dump(names));
	for (int job : jobs) {
		if (debugging())
			log_debug(dump(names));
		log_debug("job");
		run(job);
	}
}
