/* disk.c - files and folders, each asked for once. */
#include "analyzer/disk_p.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "core/alloc.h"

/* Clocks of file systems are as coarse as that; what is younger is not trusted to have settled. */
#define SETTLED (2 * AN_DISK_SECOND)

static int64_t nanoseconds(struct timespec t)
{
	return t.tv_sec * AN_DISK_SECOND + t.tv_nsec;
}

void an_disk_init(struct an_disk *d)
{
	struct timespec now = { 0, 0 };

	clock_gettime(CLOCK_REALTIME, &now);
	*d = (struct an_disk){ .arena = wr_arena_new(), .opened = nanoseconds(now) - SETTLED };
	an_keys_init(&d->keys);
	WR_PUSH(d->names, d->n, d->cap);
	d->names[0] = (struct an_disk_name){ .text = "" };
	d->pair_slots = 1024;
	d->pairs = wr_calloc(d->pair_slots, sizeof *d->pairs);
}

void an_disk_free(struct an_disk *d)
{
	an_keys_free(&d->keys);
	free(d->names);
	free(d->pairs);
	wr_arena_free(d->arena);
	*d = (struct an_disk){ 0 };
}

uint32_t an_disk_name(struct an_disk *d, const char *text)
{
	const struct an_key *key = an_keys_find(&d->keys, text, strlen(text));

	if (key)
		return key->value;
	*WR_PUSH(d->names, d->n, d->cap) = (struct an_disk_name){ .text = wr_arena_strdup(d->arena, text) };
	an_keys_add(&d->keys, d->names[d->n - 1].text, (uint32_t)d->n - 1);
	return (uint32_t)d->n - 1;
}

struct an_disk_name *an_disk_file(struct an_disk *d, uint32_t path)
{
	struct an_disk_name *f = &d->names[path];
	struct stat st;

	if (f->looked)
		return f;
	f->looked = true;
	f->there = stat(f->text, &st) == 0 && S_ISREG(st.st_mode);
	if (f->there)
		f->stamp = (struct an_stamp){ (uint64_t)st.st_size, nanoseconds(st.st_mtim), nanoseconds(st.st_ctim) };
	return f;
}

bool an_disk_hash(struct an_disk *d, uint32_t path, uint64_t *hash)
{
	struct an_disk_name *f = an_disk_file(d, path);
	void *bytes = NULL;
	int file;

	if (f->there && !f->hashed) {
		size_t n = (size_t)f->stamp.size;

		file = open(f->text, O_RDONLY | O_CLOEXEC);
		if (file >= 0 && n)
			bytes = mmap(NULL, n, PROT_READ, MAP_PRIVATE, file, 0);
		if (file >= 0)
			close(file);
		if (file < 0 || bytes == MAP_FAILED)
			return false;
		f->hash = an_checksum(bytes, n);
		f->hashed = true;
		if (n)
			munmap(bytes, n);
	}
	*hash = f->hash;
	return f->hashed;
}

/* ---- pairs ---- */

static size_t slot_of(const struct an_disk *d, uint32_t folder, uint32_t name)
{
	uint64_t mixed = ((uint64_t)folder << 32 | name) * 0x9e3779b97f4a7c15u;
	size_t at = (size_t)(mixed >> 32) & (d->pair_slots - 1);

	while (d->pairs[at].folder && (d->pairs[at].folder != folder || d->pairs[at].name != name))
		at = (at + 1) & (d->pair_slots - 1);
	return at;
}

static void grow(struct an_disk *d)
{
	struct an_disk_pair *old = d->pairs;
	size_t slots = d->pair_slots;

	d->pair_slots *= 2;
	d->pairs = wr_calloc(d->pair_slots, sizeof *d->pairs);
	for (size_t i = 0; i < slots; i++) {
		if (old[i].folder)
			d->pairs[slot_of(d, old[i].folder, old[i].name)] = old[i];
	}
	free(old);
}

static bool is_there(const struct an_disk *d, uint32_t folder, uint32_t name)
{
	char path[PATH_MAX];
	struct stat st;
	int n = snprintf(path, sizeof path, "%s/%s", d->names[folder].text, d->names[name].text);

	return n > 0 && n < (int)sizeof path && stat(path, &st) == 0 && !S_ISDIR(st.st_mode);
}

struct an_disk_pair *an_disk_pair(struct an_disk *d, uint32_t folder, uint32_t name)
{
	struct an_disk_pair *pair;

	if (d->pair_count * 2 >= d->pair_slots)
		grow(d);
	pair = &d->pairs[slot_of(d, folder, name)];
	if (!pair->folder) {
		*pair = (struct an_disk_pair){ folder, name, 0, is_there(d, folder, name) };
		d->pair_count++;
	}
	return pair;
}

/* ---- checksums ---- */

static uint64_t mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0xff51afd7ed558ccdu;
	return h ^ h >> 32;
}

/* Four words at a time, each into a sum of its own, so that the multiplications overlap. */
uint64_t an_checksum(const void *bytes, size_t n)
{
	const unsigned char *at = bytes;
	uint64_t sum[4] = { n, ~(uint64_t)n, 0x9e3779b97f4a7c15u, 0xc4ceb9fe1a85ec53u }, word[4];

	for (; n >= sizeof word; n -= sizeof word, at += sizeof word) {
		memcpy(word, at, sizeof word);
		for (int i = 0; i < 4; i++)
			sum[i] = mix(sum[i], word[i]);
	}
	if (n) {
		memset(word, 0, sizeof word);
		memcpy(word, at, n);
		for (int i = 0; i < 4; i++)
			sum[i] = mix(sum[i], word[i]);
	}
	return mix(mix(sum[0], sum[1]), mix(sum[2], sum[3]));
}
