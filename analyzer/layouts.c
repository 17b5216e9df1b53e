/* layouts.c - what units say of structs, without what they say of one header alike. */
#include "analyzer/layouts.h"

#include <string.h>
#include "analyzer/keys_p.h"
#include "analyzer/sounds.h"

/* The function, or for a global array any of the unit's own file. */
static uint32_t function_for(const struct an_program *p, uint32_t unit, const struct an_layout *l)
{
	const an_unit *u = p->units[unit];
	uint32_t f;

	if (l->function)
		return an_node_of(p, unit, l->function);
	for (an_id i = 1; i < an_unit_count(u, AN_FUNCTIONS); i++) {
		if (!strcmp(an_text(u, an_function_at(u, i)->path), an_text(u, u->path)) && (f = an_node_of(p, unit, i)))
			return f;
	}
	return 0;
}

void an_each_layout(const struct an_program *p,
		    void (*found)(void *data, const an_unit *u, const struct an_layout *l, uint32_t function), void *data)
{
	struct an_keys seen;

	an_keys_init(&seen);
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];

		for (an_id i = 1; i < an_unit_count(u, AN_LAYOUTS); i++) {
			const struct an_layout *l = an_layout_at(u, i);
			const char *place = an_text(u, l->place);
			uint32_t f = function_for(p, unit, l);

			if (!f || an_keys_find(&seen, place, strlen(place)))
				continue;
			an_keys_add(&seen, place, unit);
			if (!(an_function_of(p, f)->flags & (AN_FN_TEST | AN_FN_BROKEN)))
				found(data, u, l, f);
		}
	}
	an_keys_free(&seen);
}

const char *an_layout_place(const an_unit *u, const struct an_layout *l)
{
	const char *place = an_text(u, l->place), *slash = strrchr(place, '/');

	return slash ? slash + 1 : place;
}

bool an_layout_is_foreign(const char *name)
{
	static const char *const words[] = { "header", "hdr", "packet", "pkt", "wire", "disk", "ondisk", "raw", "abi", "elf", "msg",
					     "message", "regs", "ioctl", "uapi", "request", "reply", "pdu", "frame", "jit", NULL };

	return an_has_word(name, words);
}
