#ifndef WEIR_LOADSIM_TARGET_P_H
#define WEIR_LOADSIM_TARGET_P_H

#include <stdbool.h>
#include <sys/socket.h>
#include "core/arena.h"
#include "core/err.h"

/* target_p.h - where live requests go: a loopback address unless more is allowed, for a gate must not load other people's servers. */

struct ls_target {
	const char *url;        /* as it was written */
	const char *authority;  /* what goes into Host: "127.0.0.1:8080" */
	const char *host;       /* without the port and brackets */
	bool tls;
	const char *base;       /* put before every path: "" or "/api" */
	struct sockaddr_storage address;
	socklen_t address_size;
};

/*
 * From "http[s]://HOST[:PORT][/BASE]" with HOST in 127.0.0.0/8, [::1] or
 * localhost; anything else, also a name that merely resolves to loopback, is
 * an error (WR_EUSAGE) unless it is `allowed` (NULL = nothing else is), which is looked up once.  localhost is
 * 127.0.0.1, unless only ::1 listens.  Strings go into arena.
 */
int ls_target_parse(const char *url, const char *allowed, struct wr_arena *arena, struct ls_target *out,
		    struct wr_err *err);

#endif
