/* size.c - how large a container may get. */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "analyzer/program_p.h"

/* "items" of "self.items" and "shop->items". */
static const char *own_name(const char *name)
{
	const char *dot = strrchr(name, '.'), *arrow = strrchr(name, '>');
	const char *last = dot > arrow ? dot : arrow;

	return last ? last + 1 : name;
}

void an_note_grown(struct an_program *p)
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++) {
		const an_unit *u = p->units[unit];
		struct an_keys *grown = &p->lists[unit].grown;

		an_keys_init(grown);
		for (an_id i = 1; i < an_unit_count(u, AN_WRITES); i++) {
			const struct an_write *w = an_write_at(u, i);
			const struct an_symbol *s = an_symbol_at(u, w->symbol);
			const char *name = own_name(an_text(u, s->name));

			if (w->grows && (s->kind == AN_MEMBER || s->kind == AN_GLOBAL) &&
			    !an_keys_find(grown, name, strlen(name)))
				an_keys_add(grown, name, 0);
		}
	}
}

void an_forget_grown(struct an_program *p)
{
	for (uint32_t unit = 0; unit < p->unit_count; unit++)
		an_keys_free(&p->lists[unit].grown);
}

/* Words in the names of lists that are written by hand and stay short. */
static const char *const short_words[] = {
	"allow", "allowed", "args", "argv", "blacklist", "choice", "choices", "configs", "default", "defaults", "deny",
	"exclude", "excluded", "excludes", "extension", "extensions", "exts", "flag", "flags", "ignore", "ignored",
	"ignores", "keyword", "keywords", "kwargs", "languages", "modes", "option", "options", "opts", "prefixes",
	"reserved", "skip", "skipped", "suffixes", "whitelist", NULL
};

/* Does a part of the name between underscores or capitals say so ("ignored_names", "skipList")? */
static bool sounds_short(const char *name)
{
	for (const char *at = name; *at;) {
		size_t n = 1;

		while (isalpha((unsigned char)at[n]) && !(isupper((unsigned char)at[n]) && islower((unsigned char)at[n - 1])))
			n++;
		for (const char *const *word = short_words; *word; word++) {
			if (strlen(*word) == n && !strncasecmp(at, *word, n))
				return true;
		}
		at += n;
	}
	return false;
}

static bool is_constant_name(const char *name)
{
	bool letters = false;

	for (; *name; name++) {
		if (islower((unsigned char)*name))
			return false;
		letters |= isupper((unsigned char)*name) != 0;
	}
	return letters;
}

/* "char [64]": the source fixes how many. */
static bool is_fixed_array(const char *type)
{
	const char *open = strchr(type, '[');

	return open && isdigit((unsigned char)open[1]);
}

static enum an_size size_of_local(const struct an_program *p, uint32_t function, an_id symbol)
{
	const an_unit *u = an_unit_of(p, function);
	uint32_t count;
	const an_id *writes = an_writes_of(p, function, symbol, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_write *w = an_write_at(u, writes[i]);

		if (w->grows && w->loop)
			return AN_SIZE_GROWS;
	}
	return AN_SIZE_UNKNOWN;
}

enum an_size an_container_size(const struct an_program *p, uint32_t function, an_id symbol)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_symbol *s = an_symbol_at(u, symbol);
	const char *name = own_name(an_text(u, s->name));
	enum an_size local;

	if (s->small || is_fixed_array(an_text(u, s->type)) || sounds_short(name))
		return AN_SIZE_BOUNDED;
	if (s->kind != AN_MEMBER && s->kind != AN_GLOBAL)
		return is_constant_name(name) ? AN_SIZE_BOUNDED : size_of_local(p, function, symbol);
	local = size_of_local(p, function, symbol);
	if (local == AN_SIZE_GROWS ||
	    an_keys_find(&p->lists[p->nodes[function].unit].grown, name, strlen(name)))
		return AN_SIZE_GROWS;
	/* Nothing in its file adds to it: a table, unless it belongs to what the function was given. */
	if (s->kind == AN_GLOBAL || is_constant_name(name))
		return AN_SIZE_BOUNDED;
	return AN_SIZE_UNKNOWN;
}
