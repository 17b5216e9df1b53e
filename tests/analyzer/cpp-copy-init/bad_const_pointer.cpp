#include <list>
#include <string>
#include <vector>

struct Function { std::list<std::string> arguments; };
struct Scope { const Function *function; };

int named(const std::vector<const Scope *> &scopes, const std::string &name)
{
	int n = 0;

	for (const Scope *scope : scopes) {
		const auto arguments = scope->function->arguments;      // expect: cpp-copy-init
		for (const auto &a : arguments)
			n += a == name;
	}
	return n;
}
