#ifndef WEIR_CLI_SERVER_H
#define WEIR_CLI_SERVER_H

#include <sys/types.h>
#include "core/arena.h"
#include "core/err.h"

/*
 * server.h - the server under a live load test: a command that is started,
 * prints the http://127.0.0.1:PORT (or localhost, [::1]) where it listens, and is ended afterwards.
 */

struct cli_server {
	pid_t pid;
	char url[128];
	char log[64];           /* file with what it prints */
};

/* Waits until it printed its URL, 15 s at most. */
int cli_server_start(const char *line, const char *dir, struct wr_arena *arena, struct cli_server *out,
		     struct wr_err *err);
void cli_server_stop(struct cli_server *s);     /* SIGTERM to its group, SIGKILL after 2 s */

#endif
