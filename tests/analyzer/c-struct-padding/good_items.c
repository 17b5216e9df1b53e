#include <stdlib.h>

/* Nothing is lost; little is lost; one of it only; as the file wants it. */
struct tight { struct tight *next; long amount; short size; char kind, flag; };
struct little { struct little *next; char flag; long amount[40]; };
struct one { char kind; struct one *next; char flag; long amount; };
struct file_header { char magic; long size; char version; long count; };
struct bits { unsigned a : 3; void *p; unsigned b : 3; void *q; };
struct mixed { char kind; union { long n; void *p; }; char flag; long amount; };

struct one *make_one(void)
{
	struct one *one = malloc(sizeof *one);

	return one;
}

void *make(size_t n, int what)
{
	struct tight *tight = malloc(n * sizeof *tight);
	struct little *little = malloc(n * sizeof *little);
	struct file_header *headers = malloc(n * sizeof *headers);
	struct bits *bits = malloc(n * sizeof *bits);
	struct mixed *mixed = malloc(n * sizeof *mixed);

	return what == 0 ? (void *)tight : what == 1 ? (void *)little : what == 2 ? (void *)headers : what == 3 ? (void *)bits : mixed;
}

/* One, with its text behind it. */
struct one *make_long(size_t length)
{
	struct one *one = calloc(1, sizeof *one + length);

	return one;
}
