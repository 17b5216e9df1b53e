/* sources.c - finds the source files and has the front ends read them. */
#include "analyzer/sources_p.h"

#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/file.h"
#include "core/progress.h"
#include "core/text.h"
#include "core/workers.h"

#ifdef __SANITIZE_ADDRESS__
#define DEFAULT_MEMORY 0        /* the sanitizer maps terabytes of address space for itself */
#else
#define DEFAULT_MEMORY ((size_t)4 << 30)
#endif
#define DEFAULT_SECONDS 120.0
#define PATIENCE 10             /* a busy machine may take that many times as long: only who waits for nothing meets this limit */
#define DEFAULT_CACHE ((size_t)1 << 30)

void an_sources_init(struct an_sources *s, const struct an_options *options, struct wr_run *run)
{
	*s = (struct an_sources){ .arena = wr_arena_new(), .options = options, .run = run };
	an_keys_init(&s->seen);
}

static void close_fronts(struct an_sources *s)
{
	for (size_t i = 0; i < s->front_count && s->fronts[i].state; i++)
		s->fronts[i].front->close(s->fronts[i].state);
}

void an_sources_free(struct an_sources *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->items[i].units);
		free(s->items[i].bytes);
		wr_buf_free(&s->items[i].key);
	}
	free(s->items);
	free(s->missing);
	close_fronts(s);
	free(s->fronts);
	an_cache_close(s->cache);
	an_keys_free(&s->seen);
	wr_arena_free(s->arena);
}

static uint32_t front_number(struct an_sources *s, const struct an_front *front)
{
	for (uint32_t i = 0; i < s->front_count; i++) {
		if (s->fronts[i].front == front)
			return i;
	}
	*WR_PUSH(s->fronts, s->front_count, s->front_cap) = (struct an_opened){ front, NULL };
	return (uint32_t)s->front_count - 1;
}

static void add_source(struct an_sources *s, const char *path, const struct an_front *front, bool named)
{
	const char *absolute = wr_path_absolute(s->arena, path);

	if (an_keys_find(&s->seen, absolute, strlen(absolute)))
		return;
	an_keys_add(&s->seen, absolute, (uint32_t)s->n);
	*WR_PUSH(s->items, s->n, s->cap) = (struct an_source){ .path = wr_arena_strdup(s->arena, path),
								.front = front_number(s, front), .named = named };
}

static int visit(const char *path, void *user, struct wr_err *err)
{
	struct an_sources *s = user;
	const struct an_front *front = an_front_for(path);
	const char *relative = path;

	(void)err;
	if (!front)
		return 0;
	if (s->options->exclude_count)
		relative = wr_path_relative(s->arena, path, s->options->root ? s->options->root : ".");
	for (size_t i = 0; i < s->options->exclude_count; i++) {
		if (wr_glob_match(s->options->exclude[i], relative))
			return 0;
	}
	add_source(s, path, front, false);
	return 0;
}

/* A file that is named is taken even if a glob excludes it. */
static int collect_one(struct an_sources *s, const char *path, struct wr_err *err)
{
	const struct an_front *front;

	if (!wr_is_file(path))
		return wr_walk(path, visit, s, err);
	front = an_front_for(path);
	if (!front)
		return wr_fail(err, WR_EUSAGE, "%s: not a C, C++ or Python source by its name", path);
	add_source(s, path, front, true);
	return 0;
}

int an_sources_collect(struct an_sources *s, struct wr_err *err)
{
	static const char *const here = ".";
	const char *const *paths = s->options->path_count ? s->options->paths : &here;
	size_t n = s->options->path_count ? s->options->path_count : 1;

	for (size_t i = 0; i < n; i++) {
		if (collect_one(s, paths[i], err))
			return -1;
	}
	if (!s->n)
		return wr_fail(err, WR_EUSAGE, "no C, C++ or Python source under %s%s", paths[0],
			       n > 1 ? " and the other paths" : "");
	return 0;
}

static int work(size_t job, void *user, struct wr_buf *out, struct wr_err *err)
{
	const struct an_sources *s = user;
	const struct an_source *source = &s->items[s->missing[job]];
	const struct an_opened *opened = &s->fronts[source->front];
	uint64_t mark;

	if (s->cache)
		an_inputs_begin(an_cache_inputs(s->cache));
	if (opened->front->read(opened->state, source->path, out, err))
		return -1;
	if (!s->cache)
		return 0;
	if (source->key.len)
		mark = an_cache_store(s->cache, &source->key, out->data, out->len);
	else
		mark = an_cache_mark(s->cache, source->path, out->data, out->len);
	wr_buf_add(out, &mark, sizeof mark);
	return 0;
}

static void skip(struct an_sources *s, struct an_source *source, const char *why)
{
	source->skipped = true;
	source->unit_count = 0;
	/* Front ends name the file themselves where they have a line to tell. */
	if (wr_starts_with(why, source->path))
		wr_run_note(s->run, WR_WARNING, "%s; the file was not analysed", why);
	else
		wr_run_note(s->run, WR_WARNING, "%s: not analysed: %s",
			    wr_path_relative(s->arena, source->path, s->options->root ? s->options->root : "."), why);
}

/* Bytes of the unit that starts here, as far as they are there. */
static size_t unit_bytes(const char *bytes, size_t n)
{
	struct an_unit_header h;

	if (n < sizeof h)
		return n;
	memcpy(&h, bytes, sizeof h);
	return h.size < sizeof h || h.size > n ? n : h.size;
}

/* Cuts the bytes into units; they must stay where they are.  False with err if they are damaged. */
static bool cut_units(struct an_source *source, const char *bytes, size_t n, struct wr_err *err)
{
	for (size_t at = 0; at < n;) {
		size_t size = unit_bytes(bytes + at, n - at);

		if (an_unit_check(bytes + at, size, err))
			return false;
		*WR_PUSH(source->units, source->unit_count, source->unit_cap) = (const an_unit *)(const void *)(bytes + at);
		at += size;
	}
	return true;
}

static void done(size_t job, char *bytes, size_t n, const char *why, void *user)
{
	struct an_sources *s = user;
	struct an_source *source = &s->items[s->missing[job]];
	struct wr_err err;

	source->bytes = bytes;
	if (why) {
		skip(s, source, why);
	} else {
		if (s->cache) {
			n -= sizeof source->mark;
			memcpy(&source->mark, bytes + n, sizeof source->mark);
		}
		if (!cut_units(source, bytes, n, &err))
			skip(s, source, err.message);
	}
	wr_progress(++s->done, s->n, "reading sources");
}

static int open_fronts(struct an_sources *s, struct wr_err *err)
{
	struct an_front_setup setup = { s->options->build_dir, s->options->flags, s->options->flag_count,
					s->options->root ? s->options->root : ".", s->options->built_as };

	for (size_t i = 0; i < s->front_count; i++) {
		s->fronts[i].state = s->fronts[i].front->open(&setup, err);
		if (!s->fronts[i].state)
			return -1;
	}
	return 0;
}

static enum an_in_build in_build(const struct an_sources *s, const struct an_source *source)
{
	const struct an_opened *opened = &s->fronts[source->front];

	return opened->front->in_build ? opened->front->in_build(opened->state, source->path) : AN_BUILD_UNKNOWN;
}

/*
 * Files that were only found by walking and that the build does not compile (another platform's, samples)
 * would be read with guessed flags.  They are left out where the build compiles others of these files.
 */
static void leave_out(struct an_sources *s)
{
	enum an_in_build *answer = wr_calloc(s->n + 1, sizeof *answer);
	size_t compiled = 0, kept = 0;
	const char *first = NULL;

	for (size_t i = 0; i < s->n; i++) {
		answer[i] = in_build(s, &s->items[i]);
		compiled += answer[i] == AN_IN_BUILD;
	}
	for (size_t i = 0; i < s->n; i++) {
		if (!compiled || answer[i] != AN_NOT_IN_BUILD || s->items[i].named)
			s->items[kept++] = s->items[i];
		else if (!first)
			first = s->items[i].path;
	}
	if (first)
		wr_run_note(s->run, WR_NOTE, "%zu files are not in compile_commands.json and were left out, the first: "
			    "%s; a file that is named is read all the same", s->n - kept, first);
	s->n = kept;
	free(answer);
}

/* ---- the cache ---- */

/* A cache that cannot be used costs time, not findings. */
static void open_cache(struct an_sources *s)
{
	size_t limit = s->options->cache_limit ? s->options->cache_limit : DEFAULT_CACHE;
	struct wr_err err;

	if (!s->options->cache_dir)
		return;
	s->cache = an_cache_open(s->options->cache_dir, limit, &err);
	if (!s->cache) {
		wr_run_note(s->run, WR_NOTE, "no cache: %s", err.message);
		return;
	}
	for (size_t i = 0; i < s->front_count; i++) {
		if (s->fronts[i].front->note_inputs)
			s->fronts[i].front->note_inputs(s->fronts[i].state, an_cache_inputs(s->cache));
	}
}

static bool find_cached(struct an_sources *s, struct an_source *source)
{
	const struct an_opened *opened = &s->fronts[source->front];

	if (!s->cache || !opened->front->key)
		return false;
	if (!opened->front->key(opened->state, source->path, &source->key)) {
		wr_buf_clear(&source->key);
		return false;
	}
	source->cached = an_cache_find(s->cache, &source->key, &source->found);
	source->mark = source->found.mark;
	return source->cached;
}

static void find_missing(struct an_sources *s)
{
	for (size_t i = 0; i < s->n; i++) {
		if (find_cached(s, &s->items[i]))
			s->done++;
		else
			*WR_PUSH(s->missing, s->missing_count, s->missing_cap) = i;
	}
}

/* Has the workers read what is missing. */
static int read_missing(struct an_sources *s, struct wr_err *err)
{
	double seconds = s->options->time_limit > 0 ? s->options->time_limit : DEFAULT_SECONDS;
	struct wr_workers workers = {
		.count = s->options->jobs,
		.memory_limit = s->options->memory_limit ? s->options->memory_limit : DEFAULT_MEMORY,
		.cpu_limit = seconds,
		.time_limit = seconds * PATIENCE,
		.work = work, .done = done, .user = s,
	};
	int result = wr_workers_run(&workers, s->missing_count, err);

	wr_progress_clear();
	return result;
}

int an_sources_read(struct an_sources *s, struct wr_err *err)
{
	if (open_fronts(s, err))
		return -1;
	leave_out(s);
	for (size_t i = 0; i < s->front_count; i++) {
		if (s->fronts[i].front->tell)
			s->fronts[i].front->tell(s->fronts[i].state, s->run);
	}
	open_cache(s);
	find_missing(s);
	return read_missing(s, err);
}

int an_sources_load(struct an_sources *s, struct wr_err *err)
{
	struct wr_err damage;

	s->missing_count = 0;
	for (size_t i = 0; i < s->n; i++) {
		struct an_source *source = &s->items[i];

		if (!source->cached || (an_cached_is_whole(&source->found) &&
					cut_units(source, source->found.units, source->found.size, &damage)))
			continue;
		source->cached = false;
		source->unit_count = 0;
		*WR_PUSH(s->missing, s->missing_count, s->missing_cap) = i;
	}
	return s->missing_count ? read_missing(s, err) : 0;
}
