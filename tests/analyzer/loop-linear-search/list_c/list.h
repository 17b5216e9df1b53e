struct user { int id; char name[40]; struct user *next; };
struct user *find_user(struct user *list, int id);
struct user *find_by_name(struct user *users, int n, const char *name);
int level_of(const char *name);
