#ifndef WEIR_GATE_MACHINE_P_H
#define WEIR_GATE_MACHINE_P_H

#include <stddef.h>

/* The checksum of a machine that is described so; cpuinfo is the text of
 * /proc/cpuinfo, "" where there is none. */
char *gt_machine_of(const char *cpuinfo, long cores, const char *release, const char *architecture, char buf[17]);

#endif
