#ifndef WEIR_ANALYZER_DISK_P_H
#define WEIR_ANALYZER_DISK_P_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "analyzer/keys_p.h"
#include "core/arena.h"

/*
 * disk_p.h - what stands on the disk, asked once per run: thousands of files
 * include the same headers from the same folders.  Names are numbered from 1.
 */

/* Equal stamps mean an equal file: the change time moves with every write, even where
 * the modification time is set back. */
struct an_stamp { uint64_t size; int64_t modified, changed; };  /* bytes; ns since 1970 */
#define AN_DISK_SECOND 1000000000LL

struct an_disk_name {
	const char *text;
	struct an_stamp stamp;
	uint64_t hash;          /* of the contents, where hashed */
	bool looked, there, hashed;
};

/* Is there a file of that name in that folder? */
struct an_disk_pair { uint32_t folder, name, seen; bool there; };

struct an_disk {
	struct wr_arena *arena;
	struct an_keys keys;
	struct an_disk_name *names;     /* [0] is none */
	size_t n, cap;
	struct an_disk_pair *pairs;     /* open addressing; folder 0 = free */
	size_t pair_count, pair_slots;
	int64_t opened;                 /* ns since 1970: what changed since then may change again unseen */
};

void an_disk_init(struct an_disk *d);
void an_disk_free(struct an_disk *d);

uint32_t an_disk_name(struct an_disk *d, const char *text);
/* The regular file of that path; its stamp is looked up at the first call.  Valid until a new name. */
struct an_disk_name *an_disk_file(struct an_disk *d, uint32_t path);
/* False if it cannot be read. */
bool an_disk_hash(struct an_disk *d, uint32_t path, uint64_t *hash);
/* The pair, looked up at the first call; a folder is no file.  Valid until the next call. */
struct an_disk_pair *an_disk_pair(struct an_disk *d, uint32_t folder, uint32_t name);

/* A checksum of 64 bits at some bytes per cycle: for accidents, not against attackers. */
uint64_t an_checksum(const void *bytes, size_t n);

#endif
