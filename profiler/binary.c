/* binary.c - how was a program built?  See binary_p.h. */
#include "profiler/binary_p.h"

#include <elf.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/file.h"
#include "core/text.h"

struct bytes { const unsigned char *at; size_t n; };

struct image {
	struct bytes all;
	const Elf64_Shdr *sections;
	size_t count;
	struct bytes names;
};

/* Files of our own word size and byte order: others cannot be started here (32 bit ones are not looked into). */
static bool is_readable(const Elf64_Ehdr *h)
{
	const uint16_t one = 1;
	unsigned char order = *(const unsigned char *)&one ? ELFDATA2LSB : ELFDATA2MSB;

	return !memcmp(h->e_ident, ELFMAG, SELFMAG) && h->e_ident[EI_CLASS] == ELFCLASS64 &&
	       h->e_ident[EI_DATA] == order && h->e_shentsize == sizeof(Elf64_Shdr);
}

static struct bytes bytes_of(const struct image *i, const Elf64_Shdr *s)
{
	if (s->sh_type == SHT_NOBITS || s->sh_offset > i->all.n || s->sh_size > i->all.n - s->sh_offset)
		return (struct bytes){ NULL, 0 };
	return (struct bytes){ i->all.at + s->sh_offset, s->sh_size };
}

static bool open_image(struct image *i, const unsigned char *bytes, size_t n)
{
	const Elf64_Ehdr *h = (const Elf64_Ehdr *)(const void *)bytes;

	if (n < sizeof *h || !is_readable(h) || h->e_shoff % _Alignof(Elf64_Shdr) || h->e_shoff > n ||
	    h->e_shnum > (n - h->e_shoff) / sizeof(Elf64_Shdr) || h->e_shstrndx >= h->e_shnum)
		return false;
	i->all = (struct bytes){ bytes, n };
	i->sections = (const Elf64_Shdr *)(const void *)(bytes + h->e_shoff);
	i->count = h->e_shnum;
	i->names = bytes_of(i, &i->sections[h->e_shstrndx]);
	return i->names.at != NULL;
}

static struct bytes section(const struct image *i, const char *name)
{
	size_t length = strlen(name) + 1;

	for (size_t k = 0; k < i->count; k++) {
		const Elf64_Shdr *s = &i->sections[k];

		if (s->sh_name < i->names.n && i->names.n - s->sh_name >= length &&
		    !memcmp(i->names.at + s->sh_name, name, length) && !(s->sh_flags & SHF_COMPRESSED))
			return bytes_of(i, s);
	}
	return (struct bytes){ NULL, 0 };
}

/* The next of the NUL-ended strings in b; NULL at the end (an unended one is none). */
static const char *next_string(struct bytes *b)
{
	const unsigned char *at = b->at, *end = b->n ? memchr(at, 0, b->n) : NULL;

	if (!end)
		return NULL;
	b->n -= (size_t)(end - at) + 1;
	b->at = end + 1;
	return (const char *)at;
}

static const char *sanitizer_of_symbol(const char *name)
{
	static const struct { const char *prefix, *sanitizer; } known[] = {
		{ "__asan_init", "AddressSanitizer" }, { "__hwasan_init", "HWAddressSanitizer" },
		{ "__tsan_init", "ThreadSanitizer" }, { "__msan_init", "MemorySanitizer" },
		{ "__ubsan_handle_", "UndefinedBehaviorSanitizer" },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (wr_starts_with(name, known[i].prefix))
			return known[i].sanitizer;
	return NULL;
}

/* The tables of symbols' names.  A program that has address and undefined-behaviour
 * sanitizers is named by whichever stands first. */
static const char *find_sanitizer(const struct image *i)
{
	static const char *const tables[] = { ".dynstr", ".strtab" };
	const char *name, *found = NULL;

	for (size_t t = 0; t < 2 && !found; t++) {
		struct bytes b = section(i, tables[t]);

		while (!found && (name = next_string(&b)))
			found = sanitizer_of_symbol(name);
	}
	return found;
}

/* "GNU C17 12.2.0 -mtune=generic -g -O2"; no -O at all is -O0.  -Og is meant for debugging, and optimises. */
static bool says_optimised(const char *producer)
{
	bool optimised = false;

	for (const char *at = producer; (at = strstr(at, " -O")); at += 3)
		optimised = at[3] != '0';
	return optimised;
}

static enum pf_build find_optimisation(const struct image *i)
{
	static const char *const tables[] = { ".debug_str", ".debug_line_str" };
	size_t with = 0, without = 0;
	const char *s;

	for (size_t t = 0; t < 2; t++) {
		struct bytes b = section(i, tables[t]);

		while ((s = next_string(&b))) {
			if (!wr_starts_with(s, "GNU ") || wr_starts_with(s, "GNU AS ") || !strstr(s, " -m"))
				continue;
			if (says_optimised(s))
				with++;
			else
				without++;
		}
	}
	if (with)
		return without ? PF_BUILD_PARTLY_OPTIMISED : PF_BUILD_OPTIMISED;
	return without ? PF_BUILD_UNOPTIMISED : PF_BUILD_UNKNOWN;
}

struct pf_binary pf_binary_of(const unsigned char *bytes, size_t n)
{
	struct pf_binary b = { PF_BUILD_UNKNOWN, NULL };
	struct image image;

	if (!open_image(&image, bytes, n))
		return b;
	b.sanitizer = find_sanitizer(&image);
	b.build = b.sanitizer ? PF_BUILD_SANITIZED : find_optimisation(&image);
	return b;
}

/* As execvp() looks for it. */
static const char *find_program(const char *name, const char *dir, struct wr_arena *arena)
{
	const char *path = getenv("PATH");

	if (strchr(name, '/'))
		return wr_path_join(arena, dir ? dir : ".", name);
	while (path && *path) {
		size_t n = strcspn(path, ":");
		const char *candidate = wr_path_join(arena, n ? wr_arena_strndup(arena, path, n) : ".", name);

		if (wr_is_file(candidate) && !access(candidate, X_OK))
			return candidate;
		path += n + (path[n] == ':');
	}
	return NULL;
}

struct pf_binary pf_binary_find(const char *name, const char *dir, struct wr_arena *arena)
{
	struct pf_binary b = { PF_BUILD_UNKNOWN, NULL };
	const char *path = find_program(name, dir, arena);
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
	struct stat st;
	void *bytes;

	if (fd < 0)
		return b;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode) && st.st_size > 0) {
		/* Mapped: a program with its debug information may be larger than our memory. */
		bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (bytes != MAP_FAILED) {
			b = pf_binary_of(bytes, (size_t)st.st_size);
			munmap(bytes, (size_t)st.st_size);
		}
	}
	close(fd);
	return b;
}
