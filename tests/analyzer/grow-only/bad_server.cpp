#include <map>
#include <string>

struct Request { std::string path, client; };
Request next_request();

static std::map<std::string, int> visits;

static void note(const Request &request)
{
	visits[request.client + request.path]++;	// expect: grow-only
}

void serve()
{
	for (;;) {
		Request r = next_request();
		note(r);
	}
}
