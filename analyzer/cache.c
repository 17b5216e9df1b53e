/*
 * cache.c - entries on disk: looked for, checked, written.
 *
 * An entry: struct head; files (struct saved_file); absences (struct saved_pair);
 * offsets of names; the names' text; the units.  All but the units is looked at in every run,
 * the units only when the program has to be linked anew.
 */
#include "analyzer/cache_p.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "analyzer/cache_dir_p.h"
#include "analyzer/disk_p.h"
#include "core/alloc.h"
#include "core/arena.h"
#include "core/file.h"
#include "core/text.h"

#define MAGIC "weirc1\n"        /* 8 bytes with the NUL */
#define RESULT_MAGIC "weirr1\n"
#define RESULT_LIMIT ((size_t)256 << 20)
#define OWN_PROGRAM "/proc/self/exe"
#define DAY 86400               /* an entry's time of use is kept no finer than that */

struct head {
	char magic[8];
	uint64_t checksum;      /* of all that follows it up to the units */
	uint64_t key;           /* a second hash of the key */
	uint32_t file_count, pair_count, name_count, text_size;
	uint64_t units_size, units_checksum;
};

/* hash: of the contents.  A stamp of zeros is no file's: the contents decide. */
struct saved_file { uint32_t name, spare; struct an_stamp stamp; uint64_t hash; };
struct saved_pair { uint32_t folder, name; };

struct an_inputs {
	struct an_disk disk;
	uint32_t turn;                          /* counts sources */
	struct saved_file *files;
	size_t file_count, file_cap;
	struct saved_pair *pairs;
	size_t pair_count, pair_cap;
};

struct mapping { void *at; size_t n; };

struct an_cache {
	struct an_inputs inputs;
	struct wr_arena *arena;
	const char *dir;
	size_t limit;
	uint64_t program;                       /* checksum of weir itself */
	pid_t owner;                            /* workers are forks: they clean up nothing */
	bool stored;
	struct mapping *mappings;
	size_t mapping_count, mapping_cap;
};

/* ---- what a front end tells ---- */

void an_inputs_begin(struct an_inputs *in)
{
	in->turn++;
	in->file_count = in->pair_count = 0;
}

uint32_t an_inputs_name(struct an_inputs *in, const char *text)
{
	return an_disk_name(&in->disk, text);
}

void an_inputs_file(struct an_inputs *in, uint32_t path, const char *bytes, size_t n)
{
	struct an_disk_name *f = an_disk_file(&in->disk, path);
	struct saved_file saved = { .name = path, .stamp = f->stamp };

	/* What was parsed counts, not what stands there by now; the memory of an earlier source serves where
	 * neither has changed since. */
	if (!f->there || f->stamp.size != n || f->stamp.changed >= in->disk.opened) {
		saved.stamp = (struct an_stamp){ 0 };
		saved.hash = an_checksum(bytes, n);
	} else {
		if (!f->hashed)
			f->hash = an_checksum(bytes, n);
		f->hashed = true;
		saved.hash = f->hash;
	}
	*WR_PUSH(in->files, in->file_count, in->file_cap) = saved;
}

bool an_inputs_again(struct an_inputs *in, uint32_t path, long long modified)
{
	const struct an_disk_name *f = an_disk_file(&in->disk, path);

	if (!f->there || !f->hashed || f->stamp.changed >= in->disk.opened || f->stamp.modified / AN_DISK_SECOND != modified)
		return false;
	*WR_PUSH(in->files, in->file_count, in->file_cap) =
		(struct saved_file){ .name = path, .stamp = f->stamp, .hash = f->hash };
	return true;
}

bool an_inputs_seek(struct an_inputs *in, uint32_t folder, uint32_t name)
{
	struct an_disk_pair *pair = an_disk_pair(&in->disk, folder, name);

	if (!pair->there && pair->seen != in->turn) {
		pair->seen = in->turn;
		*WR_PUSH(in->pairs, in->pair_count, in->pair_cap) = (struct saved_pair){ folder, name };
	}
	return pair->there;
}

/* ---- opening ---- */

struct an_cache *an_cache_open(const char *dir, size_t limit, struct wr_err *err)
{
	struct an_cache *c;

	if (an_cache_dir_make(dir, err))
		return NULL;
	c = wr_calloc(1, sizeof *c);
	c->arena = wr_arena_new();
	c->dir = wr_path_join(c->arena, dir, AN_CACHE_UNITS);
	c->limit = limit;
	c->owner = getpid();
	an_disk_init(&c->inputs.disk);
	if (an_disk_hash(&c->inputs.disk, an_disk_name(&c->inputs.disk, OWN_PROGRAM), &c->program))
		return c;
	an_cache_close(c);
	wr_fail(err, WR_EIO, "%s: cannot be read; without it nothing says whether a cache is of this program", OWN_PROGRAM);
	return NULL;
}

void an_cache_close(struct an_cache *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->mapping_count; i++)
		munmap(c->mappings[i].at, c->mappings[i].n);
	if (c->stored && c->owner == getpid())
		an_cache_dir_prune(c->dir, c->limit);
	an_disk_free(&c->inputs.disk);
	free(c->inputs.files);
	free(c->inputs.pairs);
	free(c->mappings);
	wr_arena_free(c->arena);
	free(c);
}

struct an_inputs *an_cache_inputs(struct an_cache *c)
{
	return &c->inputs;
}

static const char *path_of(const struct an_cache *c, const struct wr_buf *key, char *path, size_t n)
{
	snprintf(path, n, "%s/%016llx", c->dir, wr_hash(key->data, key->len, c->program));
	return path;
}

static uint64_t second_hash(const struct an_cache *c, const struct wr_buf *key)
{
	return wr_hash(key->data, key->len, ~c->program);
}

/* ---- finding ---- */

struct entry {
	const struct head *head;
	const struct saved_file *files;
	const struct saved_pair *pairs;
	const uint32_t *names;          /* offsets into text */
	const char *text, *units;
};

/* A checksum can be forged: is every name in its place? */
static bool is_sound(const struct entry *e)
{
	const struct head *h = e->head;
	bool sound = h->text_size && !e->text[h->text_size - 1];

	for (uint32_t i = 0; i < h->file_count; i++)
		sound &= e->files[i].name < h->name_count;
	for (uint32_t i = 0; i < h->pair_count; i++)
		sound &= e->pairs[i].folder < h->name_count && e->pairs[i].name < h->name_count;
	for (uint32_t i = 0; i < h->name_count; i++)
		sound &= e->names[i] < h->text_size;
	return sound;
}

/* Lays the tables over the bytes; false if they are not a whole entry. */
static bool lay_out(const char *bytes, size_t n, struct entry *e)
{
	const struct head *h = (const void *)bytes;
	uint64_t at = sizeof *h;

	if (n < sizeof *h || memcmp(h->magic, MAGIC, sizeof h->magic))
		return false;
	e->head = h;
	e->files = (const void *)(bytes + at);
	at += (uint64_t)h->file_count * sizeof *e->files;
	e->pairs = at <= n ? (const void *)(bytes + at) : NULL;
	at += (uint64_t)h->pair_count * sizeof *e->pairs;
	e->names = at <= n ? (const void *)(bytes + at) : NULL;
	at += (uint64_t)h->name_count * sizeof *e->names;
	e->text = at <= n ? bytes + at : NULL;
	at += h->text_size;
	e->units = at <= n ? bytes + at : NULL;
	return at <= n && n - at == h->units_size &&
	       an_checksum(&h->key, (size_t)at - offsetof(struct head, key)) == h->checksum && is_sound(e);
}

static bool is_unchanged(struct an_disk *d, const struct saved_file *saved, uint32_t name)
{
	const struct an_disk_name *f = an_disk_file(d, name);
	uint64_t hash;

	if (!f->there)
		return false;
	if (!memcmp(&f->stamp, &saved->stamp, sizeof saved->stamp))
		return true;
	return an_disk_hash(d, name, &hash) && hash == saved->hash;
}

/* numbers: the entry's names as the disk numbers them. */
static bool is_good(struct an_disk *d, const struct entry *e, const uint32_t *numbers)
{
	for (uint32_t i = 0; i < e->head->file_count; i++) {
		if (!is_unchanged(d, &e->files[i], numbers[e->files[i].name]))
			return false;
	}
	for (uint32_t i = 0; i < e->head->pair_count; i++) {
		if (an_disk_pair(d, numbers[e->pairs[i].folder], numbers[e->pairs[i].name])->there)
			return false;
	}
	return true;
}

static bool check_entry(struct an_cache *c, const struct entry *e)
{
	struct an_disk *d = &c->inputs.disk;
	uint32_t *numbers = wr_calloc(e->head->name_count, sizeof *numbers);
	bool good;

	for (uint32_t i = 0; i < e->head->name_count; i++)
		numbers[i] = an_disk_name(d, e->text + e->names[i]);
	good = is_good(d, e, numbers);
	free(numbers);
	return good;
}

static void mark_used(int file, const struct stat *st)
{
	if (time(NULL) - st->st_mtime > DAY)
		(void)futimens(file, NULL);
}

/* Maps the file, checks it, or gives up. */
static bool read_entry(struct an_cache *c, int file, uint64_t key, struct an_cached *out)
{
	struct mapping m;
	struct entry e;
	struct stat st;

	if (fstat(file, &st) || st.st_size < (off_t)sizeof(struct head))
		return false;
	m.n = (size_t)st.st_size;
	m.at = mmap(NULL, m.n, PROT_READ, MAP_PRIVATE, file, 0);
	if (m.at == MAP_FAILED)
		return false;
	if (!lay_out(m.at, m.n, &e) || e.head->key != key || !check_entry(c, &e)) {
		munmap(m.at, m.n);
		return false;
	}
	mark_used(file, &st);
	*WR_PUSH(c->mappings, c->mapping_count, c->mapping_cap) = m;
	*out = (struct an_cached){ e.units, (size_t)e.head->units_size, e.head->units_checksum, e.head->checksum };
	return true;
}

bool an_cache_find(struct an_cache *c, const struct wr_buf *key, struct an_cached *out)
{
	char path[4096];
	int file = open(path_of(c, key, path, sizeof path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool found;

	c->stored |= file < 0;          /* it will be, by a worker */
	if (file < 0)
		return false;
	found = read_entry(c, file, second_hash(c, key), out);
	close(file);
	c->stored |= !found;
	return found;
}

bool an_cached_is_whole(const struct an_cached *cached)
{
	return an_checksum(cached->units, cached->size) == cached->checksum;
}

/* ---- storing ---- */

/* Names of the entry, numbered from 0 in the order in which they are first used. */
struct numbering {
	const struct an_disk *disk;
	struct an_keys keys;
	struct wr_buf offsets, text;
	uint32_t count;
};

static uint32_t number(struct numbering *n, uint32_t name)
{
	const char *text = n->disk->names[name].text;
	const struct an_key *known = an_keys_find(&n->keys, text, strlen(text));
	uint32_t offset = (uint32_t)n->text.len;

	if (known)
		return known->value;
	an_keys_add(&n->keys, text, n->count);
	wr_buf_add(&n->offsets, &offset, sizeof offset);
	wr_buf_add(&n->text, text, strlen(text) + 1);
	return n->count++;
}

static void add_tables(const struct an_inputs *in, struct numbering *n, struct wr_buf *out)
{
	for (size_t i = 0; i < in->file_count; i++) {
		struct saved_file saved = in->files[i];

		saved.name = number(n, saved.name);
		wr_buf_add(out, &saved, sizeof saved);
	}
	for (size_t i = 0; i < in->pair_count; i++) {
		struct saved_pair saved = { number(n, in->pairs[i].folder), number(n, in->pairs[i].name) };

		wr_buf_add(out, &saved, sizeof saved);
	}
}

/* Returns the mark. */
static uint64_t make_entry(const struct an_inputs *in, uint64_t key, const void *units, size_t size, struct wr_buf *out)
{
	struct numbering n = { .disk = &in->disk };
	struct head h = { .magic = MAGIC, .key = key, .units_size = size, .units_checksum = an_checksum(units, size) };

	an_keys_init(&n.keys);
	wr_buf_add(out, &h, sizeof h);
	add_tables(in, &n, out);
	/* The units stand at a multiple of 8. */
	while ((out->len + n.offsets.len + n.text.len) % 8)
		wr_buf_char(&n.text, '\0');
	wr_buf_add(out, n.offsets.data, n.offsets.len);
	wr_buf_add(out, n.text.data, n.text.len);
	h.file_count = (uint32_t)in->file_count;
	h.pair_count = (uint32_t)in->pair_count;
	h.name_count = n.count;
	h.text_size = (uint32_t)n.text.len;
	memcpy(out->data, &h, sizeof h);
	h.checksum = an_checksum(out->data + offsetof(struct head, key), out->len - offsetof(struct head, key));
	memcpy(out->data, &h, sizeof h);
	wr_buf_add(out, units, size);
	an_keys_free(&n.keys);
	wr_buf_free(&n.offsets);
	wr_buf_free(&n.text);
	return h.checksum;
}

uint64_t an_cache_store(struct an_cache *c, const struct wr_buf *key, const void *units, size_t n)
{
	struct wr_buf out = WR_BUF_INIT;
	char path[4096];
	uint64_t mark = make_entry(&c->inputs, second_hash(c, key), units, n, &out);

	an_cache_dir_put(path_of(c, key, path, sizeof path), out.data, out.len);
	wr_buf_free(&out);
	return mark;
}

/* ---- results ---- */

struct result_head { char magic[8]; uint64_t checksum, key; };

void an_cache_store_result(struct an_cache *c, const struct wr_buf *key, const struct wr_buf *text)
{
	struct result_head h = { RESULT_MAGIC, an_checksum(text->data, text->len), second_hash(c, key) };
	struct wr_buf out = WR_BUF_INIT;
	char path[4096];

	wr_buf_add(&out, &h, sizeof h);
	wr_buf_add(&out, text->data, text->len);
	an_cache_dir_put(path_of(c, key, path, sizeof path), out.data, out.len);
	wr_buf_free(&out);
	c->stored = true;
}

bool an_cache_find_result(struct an_cache *c, const struct wr_buf *key, struct wr_buf *text)
{
	char path[4096];
	struct result_head h;

	wr_buf_clear(text);
	if (!wr_is_file(path_of(c, key, path, sizeof path)) || wr_file_read(path, RESULT_LIMIT, text, NULL) ||
	    text->len < sizeof h)
		return false;
	memcpy(&h, text->data, sizeof h);
	text->len -= sizeof h;
	memmove(text->data, text->data + sizeof h, text->len + 1);
	return !memcmp(h.magic, RESULT_MAGIC, sizeof h.magic) && h.key == second_hash(c, key) &&
	       h.checksum == an_checksum(text->data, text->len);
}

uint64_t an_cache_mark(struct an_cache *c, const char *path, const void *units, size_t n)
{
	uint64_t hash = 0;

	(void)an_disk_hash(&c->inputs.disk, an_disk_name(&c->inputs.disk, path), &hash);
	return an_checksum(units, n) ^ hash;
}
