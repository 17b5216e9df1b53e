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
