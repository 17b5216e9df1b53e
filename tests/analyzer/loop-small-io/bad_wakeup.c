/* A byte that wakes who waits for it comes alone. */
#include <unistd.h>

void work(char what);

void serve(int wakeup_pipe)
{
	char what;

	for (;;) {
		if (read(wakeup_pipe, &what, 1) != 1) /* note: loop-small-io */
			break;
		work(what);
	}
}

/* Who types is slower than any system call. */
int ask_name(int terminal, char *name, int n)
{
	int k = 0;
	char c;

	while (read(terminal, &c, 1) == 1 && k < n - 1) { /* note: loop-small-io */
		if (c == '\r')
			break;
		name[k++] = c;
	}
	return k;
}
