/* seldom.c - code that runs once or by hand, by where it stands and what it is called. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "analyzer/program_p.h"
#include "analyzer/sounds.h"
#include "core/text.h"

enum { ONCE_CALLERS = 8, ONCE_DEPTH = 3 };      /* callers asked, and their callers, whether main() is behind all */

static bool is_one_of(const char *text, size_t n, const char *const *words)
{
	for (; *words; words++) {
		if (strlen(*words) == n && !strncasecmp(text, *words, n))
			return true;
	}
	return false;
}

/* Folders of what is not the program itself, or somebody else's.  Django's management commands are its scripts. */
static bool is_aside(const char *folder, size_t n, bool top)
{
	static const char *const anywhere[] = {
		"migrations", "migration", "alembic", "scripts", "script", "examples", "example", "samples", "demo", "demos", "docs",
		"doc", "documentation", "fixtures", "testing", "testdata", "unittest", "unittests", "testsuite", "upgrades", "patches", "release", "vendor", "_vendor", "vendored",
		"third_party", "thirdparty", "extern", "site-packages", "cypress", NULL
	};
	static const char *const at_top[] = { "tools", "setup", "build_tools", "buildtools", "builder", "packaging", "ci", "dev", "devel",
					      "devtools", "hack", "contrib", "release", "bin", "misc", "libs", NULL };

	return is_one_of(folder, n, anywhere) || (n > 11 && !strncmp(folder + n - 11, "_migrations", 11)) || (top && is_one_of(folder, n, at_top)) ||
	       (n > 8 && !strncmp(folder, "example_", 8)) || (n > 5 && !strncmp(folder, "test_", 5));
}

/* A word of a name that says so: "migrate_users", "create_test_event", "schema_upgrades". */
static bool says_seldom(const char *name, size_t n)
{
	static const char *const words[] = {
		"migrate", "migrates", "migration", "migrations", "upgrade", "upgrades", "downgrade", "backfill", "populate", "dummy",
		"fake", "sample", "samples", "demo", "seed", "fixture", "fixtures", "test", "tests", "testing", "unittest", "testdata",
		"legacy", "old", "random", "bootstrap", "repair", "datarepair", "benchmark", NULL
	};

	for (size_t i = 0; i < n;) {
		size_t length = 0;

		while (i + length < n && isalnum((unsigned char)name[i + length]))
			length++;
		if (length && is_one_of(name + i, length, words))
			return true;
		i += length + 1;
	}
	return false;
}

static bool is_aside_path(const char *path)
{
	const char *slash, *dot;
	bool top = true;

	for (; (slash = strchr(path, '/')); path = slash + 1, top = false) {
		if (wr_starts_with(path, "management/commands/") || is_aside(path, (size_t)(slash - path), top))
			return true;
	}
	dot = strrchr(path, '.');
	if (top && (!strcmp(path, "conf.py") || wr_ends_with(path, "_build.py") || !strcmp(path, "fabfile.py")))
		return true;
	return !strcmp(path, "setup.py") || says_seldom(path, dot ? (size_t)(dot - path) : strlen(path));
}

static bool is_in_folder(const char *path, const char *const *folders)
{
	const char *slash;

	for (; (slash = strchr(path, '/')); path = slash + 1) {
		if (is_one_of(path, (size_t)(slash - path), folders))
			return true;
	}
	return false;
}

/* C and C++: the programs that test, show or measure the others. */
static bool is_of_tests(const char *path)
{
	static const char *const folders[] = { "test", "tests", "testing", "testsuite", "test-suite", "unittest", "unittests", "unit_tests",
					       "selftest", "selftests", "regress", "fuzz", "fuzzer", "fuzzers", "fuzzing", "oss-fuzz", "example",
					       "examples", "sample", "samples", "demo", "demos", "benchmark", "benchmarking", "perf", "t", NULL };
	static const char *const words[] = { "test", "tests", "testing", "unittest", "selftest", "fuzz", "fuzzer", "bench", "benchmark",
					     "example", "demo", "sample", NULL };
	const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;

	return is_in_folder(path, folders) || wr_starts_with(file, "test") || an_has_word(file, words);
}

/* C++: what explains the program, or is somebody else's. */
static bool is_of_others(const char *path)
{
	static const char *const folders[] = {
		"doc", "docs", "tutorial", "tutorials", "mock", "mocks", "contrib", "vendor", "vendored", "third_party", "third-party",
		"thirdparty", "3rdparty", "3rd-party", "3rd_party", "extern", "external", "externals", NULL
	};

	return is_in_folder(path, folders);
}

bool an_runs_seldom(const struct an_program *p, uint32_t function, const char *path)
{
	const an_unit *u = an_unit_of(p, function);
	const char *name = an_last_name(an_text(u, an_function_of(p, function)->name));

	switch (u->language) {
	case AN_PYTHON: return is_aside_path(path) || says_seldom(name, strlen(name));
	case AN_CPP: return is_of_tests(path) || is_of_others(path) || an_sounds_seldom(name);
	default: return is_of_tests(path);
	}
}

/* Before there are requests, or when there are no more, nobody waits. */
bool an_at_the_edges(const struct an_program *p, uint32_t function)
{
	static const char *const words[] = { "init", "startup", "setup", "set_up", "shutdown", "cleanup", "clean_up", "main",
					     "bootstrap", "lifespan", "migrate", "migration", "migrations", "on_start", "on_stop", "teardown", "ready", NULL };
	static const char *const whole[] = { "close", "aclose", "stop", "__aexit__", NULL };
	const char *own = an_own_name(an_text(an_unit_of(p, function), an_function_of(p, function)->name));

	/* main_loop() is what runs all the time. */
	if (strstr(own, "loop"))
		return false;
	for (const char *const *w = words; *w; w++) {
		size_t n = strlen(*w);
		const char *at = strstr(own, *w);

		if (at && (at == own || at[-1] == '_') && (!at[n] || at[n] == '_'))
			return true;
	}
	return is_one_of(own, strlen(own), whole) || wr_starts_with(own, "stop_");
}

static bool called_at_the_edges(const struct an_program *p, uint32_t f, unsigned steps)
{
	uint32_t first = p->first_caller[f], last = p->first_caller[f + 1], callers = 0;

	if (an_at_the_edges(p, f))
		return true;
	for (uint32_t i = first; i < last; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];

		if (call->caller == f || an_function_of(p, call->caller)->flags & AN_FN_TEST)
			continue;
		if (!steps || call->guessed || !called_at_the_edges(p, call->caller, steps - 1))
			return false;
		callers++;
	}
	return callers;
}

bool an_only_at_the_edges(const struct an_program *p, uint32_t function)
{
	return called_at_the_edges(p, function, 2);
}

bool an_waits_for_disk(const struct an_program *p, uint32_t function, an_id op)
{
	static const char *const calls[] = { "os.fsync", "os.fdatasync", "os.sync", "shutil.rmtree", NULL };

	return wr_is_one_of(an_text(an_unit_of(p, function), an_op_at(an_unit_of(p, function), op)->name), calls);
}

static bool runs_once(const struct an_program *p, uint32_t f, unsigned depth)
{
	uint32_t first = p->first_caller[f], last = p->first_caller[f + 1];

	if (!strcmp(an_text(an_unit_of(p, f), an_function_of(p, f)->name), "main"))
		return true;
	if (first == last || last - first > ONCE_CALLERS || depth == ONCE_DEPTH || an_is_passed(p, f))
		return false;
	for (uint32_t i = first; i < last; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];

		if (call->kind != AN_CALL_PLAIN || call->guessed || an_op_at(an_unit_of(p, call->caller), call->op)->loop ||
		    !runs_once(p, call->caller, depth + 1))
			return false;
	}
	return true;
}

bool an_runs_once(const struct an_program *p, uint32_t function)
{
	return runs_once(p, function, 0);
}

/* cli.py, __main__.py, and what is called main: what a program's command line runs. */
static bool is_command_line(const struct an_program *p, uint32_t function)
{
	static const char *const files[] = { "cli.py", "__main__.py", "manage.py", NULL };
	static const char *const names[] = { "main", "_main", "run_main", NULL };
	const an_unit *u = an_unit_of(p, function);
	const char *path = an_text(u, an_function_of(p, function)->path), *slash = strrchr(path, '/');

	return wr_is_one_of(slash ? slash + 1 : path, files) || wr_is_one_of(an_own_name(an_text(u, an_function_of(p, function)->name)), names);
}

static bool is_by_hand(const struct an_program *p, uint32_t function, unsigned steps)
{
	uint32_t first = p->first_caller[function], last = p->first_caller[function + 1], callers = 0;

	if (an_function_of(p, function)->flags & AN_FN_COMMAND)
		return true;
	for (uint32_t i = first; i < last; i++) {
		const struct an_call *call = &p->calls[p->callers[i]];

		if (call->caller == function || an_function_of(p, call->caller)->flags & AN_FN_TEST)
			continue;
		if (!steps || !is_by_hand(p, call->caller, steps - 1))
			return false;
		callers++;
	}
	return callers;
}

bool an_run_by_hand(const struct an_program *p, uint32_t function)
{
	return an_unit_of(p, function)->language == AN_PYTHON && (is_command_line(p, function) || is_by_hand(p, function, 2));
}

#define SHORT_SLEEP 0.01        /* seconds */

bool an_sleeps_shortly(const struct an_program *p, uint32_t function, an_id op)
{
	const an_unit *u = an_unit_of(p, function);
	const struct an_op *o = an_op_at(u, op);
	const struct an_arg *first = o->arg_count ? an_arg_at(u, o->first_arg) : NULL;

	double unit = strcmp(an_text(u, o->name), "usleep") ? 1 : 1e-6;

	return an_op_direct(p, function, op) & AN_SLEEPS && first && first->kind == AN_ARG_LITERAL &&
	       *an_text(u, first->text) && strtod(an_text(u, first->text), NULL) * unit <= SHORT_SLEEP;
}
