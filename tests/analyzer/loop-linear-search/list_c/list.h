struct user { int id; char name[40]; struct user *next; };
struct user *find_user(struct user *list, int id);
struct user *find_by_name(struct user *users, int n, const char *name);
int level_of(const char *name);
int skip_same(const struct user *users, int n, int at);
int next_free(const int *taken, int n, int from, int wanted);
struct table { struct user *buckets[128]; struct user **more; int size; };
struct user *look_up(const struct table *t, int id);
