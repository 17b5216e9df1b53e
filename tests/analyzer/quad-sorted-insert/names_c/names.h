struct name { char *text; int count; };
struct names { struct name *items; int used, room; };

struct name *names_insert(struct names *n, const char *text);
void names_append(struct names *n, const char *text);
void names_remove(struct names *n, const char *text);
