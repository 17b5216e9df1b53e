#include "report/report.h"

#include <string.h>

#define FORMAT(name) extern const struct rp_format rp_format_##name;
#include "report/formats.def"
#undef FORMAT

static const struct rp_format *const formats[] = {
#define FORMAT(name) &rp_format_##name,
#include "report/formats.def"
#undef FORMAT
	NULL
};

const struct rp_format *const *rp_formats(void)
{
	return formats;
}

const struct rp_format *rp_format_find(const char *name)
{
	for (const struct rp_format *const *f = formats; *f; f++)
		if (!strcmp((*f)->name, name))
			return *f;
	return NULL;
}
