#ifndef WEIR_PROFILER_JOB_P_H
#define WEIR_PROFILER_JOB_P_H

#include "core/arena.h"
#include "profiler/launcher_p.h"
#include "profiler/profiler.h"

/* job_p.h - a command as the user gave it, made ready to be run. */

/* role tells two commands of one name apart in messages ("base"), or is "".
 * What the job points to is in arena, or the command's.  -1 with err if the line cannot be split. */
int pf_prepare(const struct pf_command *command, const char *role, struct wr_arena *arena,
	       struct pf_job *job, struct wr_err *err);

#endif
