/* The addresses of one host, a retry, and a single transfer. */
#define _POSIX_C_SOURCE 200809L
#include <netdb.h>
#include <stddef.h>
#include <sys/socket.h>
typedef void CURL;
int curl_easy_perform(CURL *handle);
void set_url(CURL *handle, const char *url);

int dial(struct addrinfo *list)
{
	int fd = -1;

	for (struct addrinfo *a = list; a; a = a->ai_next) {
		fd = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
		if (fd >= 0 && connect(fd, a->ai_addr, a->ai_addrlen) == 0)
			break;
	}
	return fd;
}

int again(CURL *handle)
{
	for (int tries = 0; tries < 5; tries++) {
		if (!curl_easy_perform(handle))
			return 0;
	}
	return -1;
}

int one(CURL *handle, const char *url)
{
	set_url(handle, url);
	return curl_easy_perform(handle);
}
