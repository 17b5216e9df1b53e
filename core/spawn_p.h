#ifndef WEIR_CORE_SPAWN_P_H
#define WEIR_CORE_SPAWN_P_H

#include <sys/types.h>
#include "core/err.h"
#include "core/process.h"

/*
 * Starts the command in a process group of its own with these descriptors as
 * its standard streams (-1 = ours).  Its id, or -1 with err when it could not
 * be started.  By vfork, so that neither the size of our memory nor the
 * copying of its tables is part of what is measured.
 */
pid_t wr_spawn(const struct wr_command *c, const int streams[3], struct wr_err *err);

#endif
