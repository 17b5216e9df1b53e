#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

void save(const std::vector<std::string> &names, const char *path)
{
	std::ofstream out(path);

	for (const std::string &name : names)
		out << name << '\n';
	out << std::endl;
}

/* Somebody waits for each line. */
void talk()
{
	std::string line;

	while (std::getline(std::cin, line))
		std::cout << "you said " << line << std::endl;
}

void progress(int n)
{
	for (int i = 0; i < n; i++) {
		std::this_thread::sleep_for(std::chrono::seconds(1));
		std::cout << i << std::endl;
	}
}

/* A few lines; only sometimes; on the way out. */
void usage(const std::vector<int> &numbers)
{
	for (const char *line : { "usage:", "  -h  help" })
		std::cout << line << std::endl;
	for (int number : numbers) {
		if (number < 0) {
			std::cout << "negative: " << number << std::endl;
		}
	}
	for (int number : numbers) {
		if (number > 9) {
			std::cout << "too large: " << number << std::endl;
			return;
		}
	}
}

/* Into memory: there is nothing to write out. */
std::string text(const std::vector<int> &numbers)
{
	std::ostringstream out;

	for (int number : numbers)
		out << number << std::endl;
	return out.str();
}

class Report {
public:
	void add(const std::vector<int> &numbers)
	{
		for (int number : numbers)
			out_ << "number " << number << std::endl;
	}

private:
	std::stringstream out_;
};
