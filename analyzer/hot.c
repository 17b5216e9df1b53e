/* hot.c - what a measured profile says of a function. */
#include <math.h>
#include <string.h>
#include "analyzer/sink_p.h"

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool has_line(const struct an_function *f, unsigned line)
{
	return line >= f->span.line && line <= f->span.end_line;
}

/* The next function of that name behind the line, which then is one of its decorators. */
static bool is_decorated_there(const an_unit *u, const struct an_function *f, const struct an_hot *hot)
{
	for (an_id i = 1; i < an_unit_count(u, AN_FUNCTIONS); i++) {
		const struct an_function *other = an_function_at(u, i);

		if (!strcmp(an_last_part(an_text(u, other->name)), an_last_part(hot->function)) &&
		    (has_line(other, hot->line) || (other->span.line > hot->line && other->span.line < f->span.line)))
			return false;
	}
	return hot->line < f->span.line;
}

/* Profilers name a Python function with its class or without; file and line tell it from others of the name. */
static bool is_python_one(const an_unit *u, const struct an_function *f, const struct an_hot *hot)
{
	return !strcmp(an_last_part(an_text(u, f->name)), an_last_part(hot->function)) && hot->file &&
	       !strcmp(base_name(an_text(u, f->path)), base_name(hot->file)) &&
	       (has_line(f, hot->line) || is_decorated_there(u, f, hot));
}

/* "shop::Store::load" is "Store::load", whose namespace the analyzer leaves out. */
static bool is_cpp_one(const char *name, const char *measured)
{
	size_t n = strlen(name), m = strlen(measured);

	return m >= n && !strcmp(measured + m - n, name) && (m == n || (m - n >= 2 && !strncmp(measured + m - n - 2, "::", 2)));
}

static bool is_of(const an_unit *u, const struct an_function *f, const struct an_hot *hot)
{
	if (u->language == AN_PYTHON)
		return is_python_one(u, f, hot);
	return is_cpp_one(an_text(u, f->name), hot->function);
}

struct an_measured an_measured(const struct an_program *p, uint32_t function, const struct an_options *options)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_function *f = an_function_of(p, function);
	struct an_measured most = { 0 }, sum = { 0 };

	for (size_t i = 0; i < options->hot_count; i++) {
		const struct an_hot *hot = &options->hot[i];

		/* Several lines of one function add up; several profiles do not. */
		if (i && strcmp(hot->profile, hot[-1].profile))
			sum = (struct an_measured){ 0 };
		if (!is_of(u, f, hot))
			continue;
		sum.share = fmin(1, sum.share + hot->share);
		sum.own = fmin(1, sum.own + hot->own);
		sum.profile = hot->profile;
		if (sum.own > most.own || (sum.own == most.own && sum.share > most.share))
			most = sum;
	}
	return most;
}
