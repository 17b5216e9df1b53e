/* few.c - loops that turn a few times by what they go over: the channels of a shop, the tags of a page. */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "analyzer/program_p.h"
#include "core/text.h"

#define WORDS_MAX 12    /* of a name */
#define NAME_MAX_BYTES 64

/* What somebody sets up, defines, or gives to one thing by hand. */
static const char *const few_things[] = {
	"address", "algorithm", "alias", "app", "application", "arg", "attr", "attribute", "author", "backend",
	"branch", "broker", "button", "calendar", "capability", "case", "channel", "check", "choice",
	"cluster", "col", "column", "condition", "config", "configuration", "connection", "connector", "controller",
	"constraint", "country", "credential", "currency", "day", "db", "default", "definition", "depth", "device",
	"dimension", "dir", "directory", "domain", "email", "endpoint", "engine", "env", "environment",
	"error", "extension", "factory", "feature", "feed", "field", "filter", "flag", "folder", "format",
	"fragment", "group", "handler", "header", "hook", "host", "iface", "index", "instance", "interface", "isbn",
	"job", "kind", "label", "lang", "language", "layer", "level", "library", "line_type", "link_type",
	"listener", "locale", "location", "master", "mention", "method", "metric", "mirror", "mode", "month",
	"namespace", "network", "option", "org", "organisation", "organization", "origin", "owner", "param",
	"parameter", "parser", "partner", "perm", "permission", "phase", "plan", "platform", "plugin",
	"policy", "port", "pref", "preference", "prefix", "protocol", "provider", "quarter", "queue", "realm",
	"recipient", "region", "registry", "relation", "relationship", "relay", "replica", "repo",
	"repository", "requirement", "role", "root", "rootfolder", "rule", "schedule", "scope", "section", "server",
	"service", "setting", "severity", "shard", "sheet", "site", "skin", "slave", "source",
	"specialization", "stage", "state", "status", "step", "storage", "strategy", "style", "subsystem",
	"suffix", "table", "tag", "target", "team", "template", "tenant", "theme", "tier", "topic",
	"translation", "type", "unit", "validator", "variable", "variant_type", "version", "view", "volume",
	"warehouse", "webhook", "week", "weekday", "worker", "workspace", "year", "zone", NULL
};

/* Words that say what something is held in, not what it is. */
static const char *const holders[] = {
	"name", "id", "slug", "key", "uuid", "pk", "code", "list", "set", "map", "dict", "data", "obj", "object", "item",
	"value", "info", "qs", "queryset", "tuple", "array", "collection", "text", "string", "pair", NULL
};

/* users_by_channel, ids_per_user, names_to_check: what stands before is what there are several of. */
static const char *const turns[] = { "by", "per", "to", "for", "from", "in", "with", "of", NULL };

struct words { const char *at[WORDS_MAX]; size_t length[WORDS_MAX]; unsigned n; };

static void take_apart(const char *name, size_t n, struct words *w)
{
	w->n = 0;
	for (size_t i = 0; i < n && w->n < WORDS_MAX;) {
		size_t start = i;

		if (!isalpha((unsigned char)name[i])) {
			i++;
			continue;
		}
		for (i++; i < n && isalpha((unsigned char)name[i]) &&
		     !(isupper((unsigned char)name[i]) && islower((unsigned char)name[i - 1])); i++)
			;
		w->at[w->n] = name + start;
		w->length[w->n++] = i - start;
	}
}

static bool is_word(const char *at, size_t n, const char *word)
{
	return strlen(word) == n && !strncasecmp(at, word, n);
}

/* The word itself, or several of it: "keys", "addresses", "libraries". */
static bool is_of(const char *at, size_t n, const char *const *list)
{
	for (; *list; list++) {
		size_t length = strlen(*list);

		if (is_word(at, n, *list))
			return true;
		if (n > length && !strncasecmp(at, *list, length) &&
		    (is_word(at + length, n - length, "s") || is_word(at + length, n - length, "es")))
			return true;
		if (n == length + 2 && (*list)[length - 1] == 'y' && !strncasecmp(at, *list, length - 1) &&
		    is_word(at + length - 1, 3, "ies"))
			return true;
	}
	return false;
}

static bool names_few(const char *name, size_t n)
{
	struct words w;
	unsigned end;

	take_apart(name, n, &w);
	for (end = 1; end < w.n && !is_of(w.at[end], w.length[end], turns); end++)
		;
	end = end < w.n ? end : w.n;
	while (end > 1 && is_of(w.at[end - 1], w.length[end - 1], holders))
		end--;
	return end && is_of(w.at[end - 1], w.length[end - 1], few_things);
}

/* Calls that give the same things as what they are called on. */
static bool is_passage(const char *name, size_t n)
{
	static const char *const names[] = {
		"items", "keys", "values", "all", "order_by", "filter", "exclude", "distinct", "iterator", "get", "copy", "reverse",
		"select_related", "prefetch_related", "only", "values_list", "getlist", "split", "strip", "objects", "query", NULL
	};

	for (const char *const *x = names; *x; x++) {
		if (is_word(name, n, *x))
			return true;
	}
	return false;
}

static bool in_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The name that says what is walked: "channels" of "sorted(self.get_channels().items())"; its length, 0 = none. */
static size_t walked_name(const char *over, const char **name)
{
	size_t n = 0;
	int depth = 0;

	for (const char *at = over; *at; at++) {
		size_t length = 0;

		while (in_name(at[length]))
			length++;
		if (!length) {
			depth += *at == '(' || *at == '[';
			depth -= *at == ')' || *at == ']';
			continue;
		}
		/* What stands in brackets behind a name only chooses among its things; before one it is what is walked. */
		if (!(depth && n) && !is_passage(at, length)) {
			bool wraps = at[length] == '(' && (at == over || at[-1] != '.') &&
				(is_word(at, length, "sorted") || is_word(at, length, "list") || is_word(at, length, "set") ||
				 is_word(at, length, "enumerate") || is_word(at, length, "reversed") || is_word(at, length, "zip") ||
				 is_word(at, length, "tuple") || is_word(at, length, "iter") || is_word(at, length, "iteritems"));

			if (!wraps) {
				*name = at;
				n = length;
			} else {
				depth--;
			}
		}
		at += length - 1;
	}
	return n;
}

/* settings.LANGUAGES: written down in the source. */
static bool is_constant(const char *name, size_t n)
{
	return n > 1 && strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") >= n;
}

/* while row: row = cursor.fetchone(): one thing a turn.  Other loops on a condition work off a part of what there is,
 * a page or a span, on each turn. */
static bool takes_one_each(const struct an_program *p, uint32_t f, an_id loop)
{
	static const char *const takers[] = { "fetchone", "pop", "popleft", "popitem", "next", "readline", "get_nowait", "heappop",
					      "__next__", NULL };
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; i < count; i++) {
		const struct an_op *o = an_op_at(u, ops[i]);
		const char *name = an_own_name(an_text(u, o->name));

		for (const char *const *t = takers; o->kind == AN_OP_CALL && an_loop_within(u, o->loop, loop) && *t; t++) {
			if (!strcmp(name, *t))
				return true;
		}
	}
	return false;
}

/* filter(uuid=key), filter(is_superuser=True): a row or two, and those who run the place. */
static bool is_narrow(const char *over)
{
	static const char *const filters[] = { "(pk=", "(id=", "(uuid=", "(slug=", "(email=", "(username=", "(token=", "(name=", "(key=", "(code=",
					       "is_superuser=True", "is_staff=True", NULL };

	for (const char *const *f = filters; *f; f++) {
		if (strstr(over, *f))
			return true;
	}
	return false;
}

static bool is_within(const struct an_span *inner, const struct an_span *outer)
{
	bool begins = inner->line > outer->line || (inner->line == outer->line && inner->column >= outer->column);
	bool ends = inner->end_line < outer->end_line ||
		    (inner->end_line == outer->end_line && inner->end_column <= outer->end_column);

	return begins && ends;
}

static bool is_own_value(const an_unit *u, an_id symbol)
{
	uint8_t kind = symbol ? an_symbol_at(u, an_symbol_root(u, symbol))->kind : 0;

	return kind == AN_PARAMETER || kind == AN_LOCAL || kind == AN_CAPTURED;
}

/* number__lt=5: no equality. */
static bool is_lookup(const char *keyword)
{
	static const char *const lookups[] = { "gt", "gte", "lt", "lte", "in", "contains", "icontains", "startswith", "istartswith",
					       "endswith", "iendswith", "isnull", "range", "regex", "iregex", "ne", "overlap", "year", NULL };
	const char *last = NULL;

	for (const char *at = keyword; (at = strstr(at, "__")); at += 2)
		last = at + 2;
	return last && wr_is_one_of(last, lookups);
}

/* Order.objects.of_customer(customer): a method that the program's own manager has. */
static bool is_of_own_manager(const char *name)
{
	static const char *const methods[] = {
		"all", "filter", "exclude", "order_by", "select_related", "prefetch_related", "annotate", "values", "values_list", "only",
		"defer", "using", "distinct", "get", "create", "get_or_create", "update_or_create", "in_bulk", "iterator", "raw", NULL
	};

	return (strstr(name, ".objects.") || strstr(name, "Manager.") || strstr(name, "QuerySet.")) &&
	       !wr_is_one_of(an_own_name(name), methods);
}

/* filter(author=author, genre=genre): how many of the arguments want one value each that the function was given. */
static unsigned equalities(const an_unit *u, const struct an_op *o)
{
	static const char *const filters[] = { "filter", "filter_by", "where", "Q", NULL };
	const char *name = an_text(u, o->name);
	unsigned n = 0;

	if (o->kind == AN_OP_EQUAL && o->arg_count == 2)
		return is_own_value(u, an_arg_at(u, o->first_arg + 1)->symbol);
	if (o->kind != AN_OP_CALL || !(wr_is_one_of(an_own_name(name), filters) || is_of_own_manager(name)))
		return 0;
	for (uint32_t i = 0; i < o->arg_count; i++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + i);
		const char *keyword = an_text(u, arg->keyword);

		/* name="ipxe" */
		if (arg->kind == AN_ARG_LITERAL && arg->value == AN_VALUE_TEXT && wr_ends_with(keyword, "name"))
			return 2;
		n += (*keyword || is_of_own_manager(name)) && is_own_value(u, arg->symbol) && !is_lookup(keyword);
	}
	return n;
}

/* request.POST.getlist("row"): what somebody ticked on a page. */
static bool is_ticked(const struct an_program *p, uint32_t f, an_id op)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_op *o = an_op_at(u, op);
	uint32_t count;
	const an_id *ops;

	if (wr_ends_with(an_text(u, o->name), ".getlist"))
		return true;
	ops = an_ops_of(p, f, &count);
	for (uint32_t k = 0; k < o->arg_count; k++) {
		const struct an_arg *arg = an_arg_at(u, o->first_arg + k);

		for (uint32_t i = 0; wr_ends_with(an_text(u, arg->keyword), "__in") && i < count; i++) {
			if (arg->symbol && an_op_at(u, ops[i])->result == arg->symbol &&
			    wr_ends_with(an_text(u, an_op_at(u, ops[i])->name), ".getlist"))
				return true;
		}
	}
	return false;
}

unsigned an_values_wanted(const struct an_program *p, uint32_t f, const struct an_span *query)
{
	const an_unit *u = an_unit_of(p, f);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);
	unsigned wanted = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (is_within(&an_op_at(u, ops[i])->span, query))
			wanted += is_ticked(p, f, ops[i]) ? 2 : equalities(u, an_op_at(u, ops[i]));
	}
	return wanted;
}

unsigned an_loop_values_wanted(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);
	unsigned most = an_values_wanted(p, f, &l->header);
	uint32_t count;
	const an_id *ops = an_ops_of(p, f, &count);

	for (uint32_t i = 0; l->iterated && i < count; i++) {
		unsigned wanted = an_op_at(u, ops[i])->result == l->iterated ? an_values_wanted(p, f, &an_op_at(u, ops[i])->span) : 0;

		most = wanted > most ? wanted : most;
	}
	return most;
}

static bool names_few_things(const an_unit *u, const struct an_loop *l)
{
	const char *variable = an_text(u, an_symbol_at(u, l->variable)->name), *name = "";
	size_t n = walked_name(an_text(u, l->over), &name);

	return names_few(variable, strlen(variable)) || names_few(name, n) || is_constant(name, n);
}

bool an_loop_names_few(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);

	return u->language == AN_PYTHON && an_loop_at(u, loop)->kind != AN_WHILE && names_few_things(u, an_loop_at(u, loop));
}

bool an_loop_is_few(const struct an_program *p, uint32_t f, an_id loop)
{
	const an_unit *u = an_unit_of(p, f);
	const struct an_loop *l = an_loop_at(u, loop);

	if (u->language == AN_CPP)
		return an_loop_plenty(p, f, loop) == AN_FEW;
	if (u->language != AN_PYTHON)
		return false;
	if (l->kind == AN_WHILE && !l->iterated)
		return !takes_one_each(p, f, loop);
	if (is_narrow(an_text(u, l->over)) || an_loop_values_wanted(p, f, loop) > 1)
		return true;
	return names_few_things(u, l);
}
