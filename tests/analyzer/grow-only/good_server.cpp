#include <map>
#include <string>

struct Request { std::string path, client; };
Request next_request();

static std::map<std::string, int> visits;
static std::map<std::string, int> handlers;

static void note(const Request &request)
{
	visits.insert({request.path, 1});
	if (visits.size() > 1000)
		visits.clear();
}

void add_handler(const std::string &name, int n)
{
	handlers.insert({name, n});
}

void serve()
{
	for (;;) {
		Request r = next_request();
		note(r);
	}
}
