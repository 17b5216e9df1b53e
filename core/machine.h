#ifndef WEIR_CORE_MACHINE_H
#define WEIR_CORE_MACHINE_H

#include "core/buf.h"

/* machine.h - which machine is this, as far as what is measured on it depends on that?  (Linux: /proc/cpuinfo) */

/*
 * Checksum of what must be equal for absolute times and counts to be comparable: model of the
 * processor (not its clock, which differs from start to start), cores, kernel release,
 * architecture, and what is set to choose functions and orders of a program at its start:
 * GLIBC_TUNABLES, and PYTHONHASHSEED where it is not 0.  16 hex digits.
 */
char *wr_machine(char buf[17]);

struct wr_machine_facts {
	const char *cpuinfo;            /* the text of /proc/cpuinfo, "" where there is none */
	long cores;
	const char *release, *architecture;
	const char *tunables, *hash_seed;       /* "" where they are not set */
};
char *wr_machine_of(const struct wr_machine_facts *f, char buf[17]);

/* "AMD EPYC 7B13"; "an unknown processor" where /proc/cpuinfo names none.  Appended to out. */
void wr_processor_model(struct wr_buf *out);
/* The name in the text of /proc/cpuinfo. */
void wr_processor_model_of(const char *cpuinfo, struct wr_buf *out);

#endif
