/* What functions of the program's own make and give back, on every way, or only where it is due. */
#include <stddef.h>

struct list;
struct list *str_split_list(const char *text, char at);
struct list *list_next(struct list *l);
struct list *list_new_copy(struct list *l);
const char *list_get(struct list *l, int n);
int list_is_busy(struct list *l);
void list_append(struct list *to, struct list *l);
void list_free(struct list *l);

struct buf { char *text; size_t len; };
#define BUF_INIT { NULL, 0 }
void buf_addstr(struct buf *b, const char *s);
int buf_read(struct buf *b, const char *path);
void buf_reset(struct buf *b);
char *buf_detach(struct buf *b);
void buf_release(struct buf *b);
void keep(char *text);
void emit(const char *text);
int is_special(const char *name);

/* Before the continue, too. */
void query(const char *const *parts, int n)
{
	for (int i = 0; i < n; i++) {
		struct list *q = str_split_list(parts[i], '/');

		if (!q)
			continue;
		if (is_special(list_get(q, 0))) {
			list_free(q);
			continue;
		}
		emit(list_get(q, 1));
		list_free(q);
	}
}

/* It takes out of a list what is due: the others stay where they are. */
void expire(struct list *all)
{
	struct list *next;

	for (struct list *l = all; l; l = next) {
		next = list_next(l);
		if (list_is_busy(l))
			continue;
		list_free(l);
	}
}

/* Somebody else's from there on. */
void collect(struct list *all, const char *const *parts, int n)
{
	for (int i = 0; i < n; i++) {
		struct list *q = str_split_list(parts[i], '/');

		list_append(all, q);
		if (is_special(parts[i]))
			continue;
		list_free(q);
	}
}

/* One buffer for all turns. */
void format(const char *const *names, int n)
{
	struct buf token = BUF_INIT;

	for (int i = 0; i < n; i++) {
		buf_reset(&token);
		buf_addstr(&token, names[i]);
		if (is_special(token.text))
			continue;
		emit(token.text);
	}
	buf_release(&token);
}

/* Its text goes to somebody; where nothing was read there is nothing. */
void texts(const char *const *paths, int n)
{
	for (int i = 0; i < n; i++) {
		struct buf text = BUF_INIT;

		if (buf_read(&text, paths[i]) < 0)
			continue;
		if (is_special(paths[i])) {
			keep(buf_detach(&text));
			continue;
		}
		emit(text.text);
		buf_release(&text);
	}
}

/* What one turn leaves is freed by the next. */
void last(struct list *of, int n)
{
	struct list *copy = NULL;

	for (int i = 0; i < n; i++) {
		list_free(copy);
		copy = list_new_copy(of);
		if (list_is_busy(copy))
			continue;
		emit(list_get(copy, i));
	}
	list_free(copy);
}
