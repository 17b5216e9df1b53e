/* What functions of the program's own make and give back, which are defined elsewhere. */
#include <stddef.h>

struct list;
struct list *str_split_list(const char *text, char at);
const char *list_get(struct list *l, int n);
void list_free(struct list *l);

struct buf { char *text; size_t len; };
#define BUF_INIT { NULL, 0 }
void buf_addstr(struct buf *b, const char *s);
void buf_reset(struct buf *b);
void buf_release(struct buf *b);
void emit(const char *text);
int is_special(const char *name);

void query(const char *const *parts, int n)
{
	for (int i = 0; i < n; i++) {
		struct list *q = str_split_list(parts[i], '/');		/* expect: leak-in-loop */
		const char *column = list_get(q, 0);

		if (is_special(column))
			continue;
		emit(list_get(q, 1));
		list_free(q);
	}
}

void format(const char *const *names, const char *const *values, int n, int trim)
{
	for (int i = 0; i < n; i++) {
		if (names[i]) {
			struct buf token = BUF_INIT;

			buf_addstr(&token, names[i]);			/* expect: leak-in-loop */
			if (trim && !values[i][0])
				continue;
			buf_addstr(&token, values[i]);
			emit(token.text);
			buf_release(&token);
		}
	}
}
