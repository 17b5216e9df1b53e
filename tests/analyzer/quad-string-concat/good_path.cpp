#include <string>

struct Account { std::string name; const Account *parent; };

/* As many turns as the tree is deep. */
std::string full_name(const Account &own)
{
	std::string name = own.name;

	for (const Account *account = own.parent; account; account = account->parent)
		name = account->name + ":" + name;
	return name;
}
