#ifndef WEIR_CACHESIM_POLICY_P_H
#define WEIR_CACHESIM_POLICY_P_H

#include "cachesim/cachesim.h"

/*
 * policy_p.h - adding a policy: policies/<name>.c that defines
 * `const struct cs_policy cs_policy_<name>`, and its line in policies.def.
 * fifo.c is the shortest example.
 */

#define POLICY(name) extern const struct cs_policy cs_policy_##name;
#include "cachesim/policies.def"
#undef POLICY

#endif
