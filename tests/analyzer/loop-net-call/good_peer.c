/* The port of one's own socket: nobody is asked. */
#include <netdb.h>
#include <stdlib.h>
#include <sys/socket.h>

static int port_of(int fd)
{
	struct sockaddr_storage from;
	socklen_t n = sizeof from;
	char port[NI_MAXSERV];

	if (getpeername(fd, (struct sockaddr *)&from, &n))
		return -1;
	return getnameinfo((struct sockaddr *)&from, n, NULL, 0, port, sizeof port, NI_NUMERICSERV) ? -1 : atoi(port);
}

int highest(const int *fds, int n)
{
	int port = 0;

	for (int i = 0; i < n; i++) {
		int here = port_of(fds[i]);

		port = here > port ? here : port;
	}
	return port;
}
