/* job.c - a command as the user gave it, made ready to be run. */
#include "profiler/job_p.h"

#include <assert.h>
#include "core/process.h"

#define DEFAULT_TIME_LIMIT 300.0

int pf_prepare(const struct pf_command *command, const char *role, struct wr_arena *arena,
	       struct pf_job *job, struct wr_err *err)
{
	const char *const *argv = command->argv;

	assert(command->line || argv);
	if (!argv)
		argv = wr_command_split(arena, command->line, err);
	if (!argv)
		return -1;
	if (!argv[0])
		return wr_fail(err, WR_EUSAGE, "benchmark '%s': there is no command", command->name);
	*job = (struct pf_job){
		.who = wr_arena_printf(arena, "benchmark '%s'%s%s", command->name, *role ? ", " : "", role),
		.argv = argv,
		.dir = command->dir,
		.time_limit = command->time_limit > 0 ? command->time_limit : DEFAULT_TIME_LIMIT,
	};
	return 0;
}
