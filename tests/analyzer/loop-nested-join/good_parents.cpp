#include <vector>

struct Account { Account *parent; int budget; };
struct Post { Account *account; Account *reported() const { return account; } };

/* As many turns as the tree is deep. */
int budgeted(const std::vector<Post> &pending, Account *own)
{
	int n = 0;

	for (const Post &post : pending) {
		for (Account *account = own->parent; account; account = account->parent) {
			if (account == post.reported())
				n++;
		}
	}
	return n;
}
