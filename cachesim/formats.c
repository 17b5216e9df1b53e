/* formats.c - the table of trace formats. */
#include <string.h>
#include "cachesim/format_p.h"

static const struct cs_format *const all[] = {
#define FORMAT(name) &cs_format_##name,
#include "cachesim/formats.def"
#undef FORMAT
	NULL,
};

const struct cs_format *cs_format_find(const char *name)
{
	for (size_t i = 0; all[i]; i++)
		if (!strcmp(all[i]->name, name))
			return all[i];
	return NULL;
}

const struct cs_format *cs_format_recognise(const char *line, size_t n, bool records)
{
	for (size_t i = 0; all[i]; i++)
		if ((all[i]->record > 0) == records && all[i]->recognise(line, n))
			return all[i];
	return NULL;
}

const char *cs_trace_formats(void)
{
	static const char names[] =
#define FORMAT(name) ", " #name
#include "cachesim/formats.def"
#undef FORMAT
		;

	return names + 2;
}
