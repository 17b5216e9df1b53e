/*
 * method_names.c - a method called on an object of unknown type, by a name that only one class of the program has.
 *
 * store.get_joined_rooms(user) is most likely what the one class does that has such a method.  Only names of
 * several words count, and only of classes that inherit nothing from outside the program: what a library
 * declares and one class of the program overrides may be called on anything.
 */
#include "analyzer/resolve_p.h"

#include <string.h>
#include "core/text.h"

#define MAX_BASES 8             /* levels of base classes */
#define SHORTEST 8              /* of a name that nothing else is likely to have */

/* Methods of the standard library and of models that have names of several words. */
static const char *const common[] = {
	"add_argument", "add_callback", "add_done_callback", "add_argument_group", "add_parser", "add_section", "add_signal_handler",
	"apply_async", "as_completed", "assert_called_with", "call_later", "call_soon", "call_soon_threadsafe", "clean_fields",
	"create_task", "create_connection", "create_server", "ensure_future", "full_clean", "get_absolute_url", "get_content_type",
	"get_data", "get_event_loop", "get_name", "get_nowait", "get_payload", "get_text", "get_value", "get_id", "get_type",
	"has_key", "has_option", "has_section", "is_absolute", "is_alive", "is_dir", "is_done", "is_file", "is_open", "is_set",
	"is_valid", "load_module", "map_async", "merge_from", "new_event_loop", "parse_args", "parse_known_args", "popitem_first",
	"print_help", "put_nowait", "read_bytes", "read_text", "refresh_from_db", "remove_option", "run_forever", "run_in_executor",
	"run_until_complete", "set_data", "set_debug", "set_defaults", "set_exception", "set_name", "set_result", "set_text",
	"set_trace", "set_value", "start_tls", "task_done", "to_bytes", "to_dict", "to_json", "to_string", "total_seconds",
	"unique_error_message", "validate_unique", "wait_closed", "wait_for", "with_name", "with_suffix", "with_traceback",
	"write_bytes", "write_text", NULL
};

static bool is_common(const char *name)
{
	return wr_is_one_of(name, common);
}

/* "get_joined_rooms", "_expire_all", but not "get", "__len__" or "getName". */
static bool is_distinctive(const char *name)
{
	const char *own = name + (*name == '_');

	return *own != '_' && strchr(own, '_') && strlen(name) >= SHORTEST && !is_common(name);
}

void an_note_method_names(struct an_resolver *r)
{
	for (uint32_t f = 1; f <= r->p->node_count; f++) {
		const struct an_function *function = an_function_of(r->p, f);
		const char *key = an_text(an_unit_of(r->p, f), function->key), *dot = strrchr(key, '.');

		if (an_unit_of(r->p, f)->language == AN_PYTHON && function->flags & AN_FN_METHOD && dot &&
		    !(function->flags & AN_FN_TEST) && is_distinctive(dot + 1))
			an_keys_add(&r->methods, dot + 1, f);
	}
}

/* Does the class, "app.Store", have all that it has from classes of the program, and perhaps from a model? */
static bool is_of_program(struct an_resolver *r, uint32_t unit, const char *key, size_t n, unsigned depth)
{
	const struct an_key *class = an_keys_find(&r->classes, key, n);
	const struct an_class *c;
	const an_unit *u;

	if (!class || depth == MAX_BASES)
		return false;
	u = r->p->units[r->places[class->value].unit];
	c = an_class_at(u, r->places[class->value].id);
	for (uint32_t i = 0; i < c->base_count; i++) {
		const char *base = an_text(u, an_name_at(u, c->first_base + i)), *own = an_class_key(r, unit, base);

		if (own ? !is_of_program(r, unit, own, strlen(own), depth + 1) :
			  strcmp(base, "object") && !wr_ends_with(base, "models.Model") && !wr_ends_with(base, "Generic") &&
			  !wr_starts_with(base, "abc.") && !wr_starts_with(base, "typing."))
			return false;
	}
	return true;
}

/* May the method be called with such arguments? */
static bool takes(const an_unit *v, const struct an_function *f, const an_unit *u, const struct an_op *o)
{
	uint32_t positional = 0;
	bool open = false;

	for (uint32_t i = 0; i < f->param_count; i++) {
		const char *type = an_text(v, an_symbol_at(v, f->first_param + i)->type);

		open |= !strcmp(type, "tuple") || !strcmp(type, "dict");        /* *args, **kwargs */
	}
	for (uint32_t i = 0; i < o->arg_count; i++) {
		const char *keyword = an_text(u, an_arg_at(u, o->first_arg + i)->keyword);
		bool named = !*keyword;

		positional += !*keyword;
		for (uint32_t k = 0; k < f->param_count && !named; k++)
			named = !strcmp(keyword, an_text(v, an_symbol_at(v, f->first_param + k)->name));
		if (!named && !open)
			return false;
	}
	return open || positional < f->param_count;
}

uint32_t an_only_method(struct an_resolver *r, uint32_t unit, const struct an_op *o)
{
	const an_unit *u = r->p->units[unit], *v;
	const char *name = an_text(u, o->name), *key;
	const struct an_key *method;

	if (u->language != AN_PYTHON || name[0] != '?' || name[1] != '.' || strchr(name + 2, '.'))
		return 0;
	method = an_keys_find(&r->methods, name + 2, strlen(name + 2));
	if (!method || an_keys_next(&r->methods, method))
		return 0;
	v = an_unit_of(r->p, method->value);
	key = an_text(v, an_function_of(r->p, method->value)->key);
	return is_of_program(r, r->p->nodes[method->value].unit, key, (size_t)(strrchr(key, '.') - key), 0) &&
	       takes(v, an_function_of(r->p, method->value), u, o) ? method->value : 0;
}
