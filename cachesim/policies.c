/* policies.c - the table of policies. */
#include <string.h>
#include "cachesim/policy_p.h"

static const struct cs_policy *const all[] = {
#define POLICY(name) &cs_policy_##name,
#include "cachesim/policies.def"
#undef POLICY
	NULL,
};

const struct cs_policy *const *cs_policies(void)
{
	return all;
}

const struct cs_policy *cs_policy_find(const char *name)
{
	for (size_t i = 0; all[i]; i++)
		if (!strcmp(all[i]->name, name))
			return all[i];
	return NULL;
}
