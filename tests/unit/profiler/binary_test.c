/* binary_test.c - what an ELF file says of how it was built; the files are made by hand. */
#include "tests/unit/unit.h"

#include <elf.h>
#include "core/buf.h"
#include "profiler/binary_p.h"

struct part { const char *name, *bytes; size_t n; };

/* Header, the sections' bytes, the names, then the table: as simple as an ELF file gets. */
static void make(struct wr_buf *out, const struct part *parts, size_t n, Elf64_Xword flags)
{
	Elf64_Ehdr h = { .e_shentsize = sizeof(Elf64_Shdr), .e_shnum = (Elf64_Half)(n + 2), .e_shstrndx = (Elf64_Half)(n + 1) };
	Elf64_Shdr sections[8] = { 0 };
	struct wr_buf names = WR_BUF_INIT;

	memcpy(h.e_ident, ELFMAG, SELFMAG);
	h.e_ident[EI_CLASS] = ELFCLASS64;
	h.e_ident[EI_DATA] = ELFDATA2LSB;
	wr_buf_add(out, &h, sizeof h);
	wr_buf_char(&names, '\0');
	for (size_t i = 0; i <= n; i++) {
		const char *name = i < n ? parts[i].name : ".shstrtab";
		Elf64_Shdr *s = &sections[i + 1];

		*s = (Elf64_Shdr){ .sh_name = (Elf64_Word)names.len, .sh_type = SHT_PROGBITS, .sh_offset = out->len,
				   .sh_flags = flags };
		wr_buf_add(&names, name, strlen(name) + 1);
		if (i < n)
			wr_buf_add(out, parts[i].bytes, parts[i].n);
		else
			wr_buf_add(out, names.data, names.len);
		s->sh_size = out->len - s->sh_offset;
	}
	while (out->len % 8)
		wr_buf_char(out, '\0');
	h.e_shoff = out->len;
	wr_buf_add(out, sections, (n + 2) * sizeof *sections);
	memcpy(out->data, &h, sizeof h);
	wr_buf_free(&names);
}

static struct pf_binary binary(const char *section, const char *bytes, size_t n)
{
	struct part part = { section, bytes, n };
	struct wr_buf file = WR_BUF_INIT;
	struct pf_binary b;

	make(&file, &part, 1, 0);
	b = pf_binary_of((const unsigned char *)file.data, file.len);
	wr_buf_free(&file);
	return b;
}

#define IN(section, text) binary(section, text, sizeof(text))

TEST(sanitizers_are_known_by_their_symbols)
{
	CHECK_EQ("asan", IN(".dynstr", "\0printf\0__asan_init").build, PF_BUILD_SANITIZED);
	CHECK_STR(IN(".dynstr", "\0printf\0__asan_init").sanitizer, "AddressSanitizer");
	CHECK_STR(IN(".strtab", "\0__tsan_init\0main").sanitizer, "ThreadSanitizer");
	CHECK_STR(IN(".dynstr", "\0__ubsan_handle_add_overflow").sanitizer, "UndefinedBehaviorSanitizer");
	CHECK_EQ("a name that only mentions it", IN(".strtab", "\0my__asan_init").build, PF_BUILD_UNKNOWN);
	CHECK_EQ("text of the program", IN(".rodata", "\0__asan_init").build, PF_BUILD_UNKNOWN);
}

TEST(producers_say_how_it_was_optimised)
{
	CHECK_EQ("O2", IN(".debug_str", "GNU C17 12.2.0 -mtune=generic -g -O2").build, PF_BUILD_OPTIMISED);
	CHECK_EQ("none", IN(".debug_str", "int\0GNU C17 12.2.0 -mtune=generic -g").build, PF_BUILD_UNOPTIMISED);
	CHECK_EQ("O0", IN(".debug_str", "GNU C++17 12.2.0 -mtune=generic -O0").build, PF_BUILD_UNOPTIMISED);
	CHECK_EQ("the last -O holds", IN(".debug_str", "GNU C17 12.2.0 -mtune=generic -O2 -O0").build, PF_BUILD_UNOPTIMISED);
	CHECK_EQ("other section", IN(".debug_line_str", "GNU C17 12.2.0 -mtune=generic -O3").build, PF_BUILD_OPTIMISED);
	CHECK_EQ("both", IN(".debug_str", "GNU C17 12.2.0 -mtune=generic\0GNU C17 12.2.0 -mtune=generic -Os").build,
		 PF_BUILD_PARTLY_OPTIMISED);
	CHECK_EQ("the assembler does not optimise", IN(".debug_str", "GNU AS 2.40 -m64").build, PF_BUILD_UNKNOWN);
	CHECK_EQ("clang does not tell", IN(".debug_str", "Debian clang version 19.1.7").build, PF_BUILD_UNKNOWN);
}

TEST(what_is_compressed_is_not_read)
{
	struct part part = { ".debug_str", "GNU C17 12.2.0 -mtune=generic", 30 };
	struct wr_buf file = WR_BUF_INIT;

	make(&file, &part, 1, SHF_COMPRESSED);
	CHECK_EQ("build", pf_binary_of((const unsigned char *)file.data, file.len).build, PF_BUILD_UNKNOWN);
	wr_buf_free(&file);
}

/* Every cut, and every byte of header and table set to every edge: no crash (the sanitizers look on). */
TEST(damaged_files_are_not_known)
{
	struct part part = { ".dynstr", "\0__asan_init", 13 };
	struct wr_buf file = WR_BUF_INIT;
	unsigned char *copy;

	make(&file, &part, 1, 0);
	for (size_t n = 0; n < file.len; n++) {
		copy = malloc(n ? n : 1);
		memcpy(copy, file.data, n);
		CHECK_EQ("cut", pf_binary_of(copy, n).build, PF_BUILD_UNKNOWN);
		free(copy);
	}
	copy = malloc(file.len);
	for (size_t i = 0; i < file.len; i++) {
		for (unsigned edge = 0; edge < 256; edge += 85) {
			memcpy(copy, file.data, file.len);
			copy[i] = (unsigned char)edge;
			(void)pf_binary_of(copy, file.len);
		}
	}
	free(copy);
	CHECK_EQ("no ELF", pf_binary_of((const unsigned char *)"#!/bin/sh\n", 10).build, PF_BUILD_UNKNOWN);
	wr_buf_free(&file);
}

TEST(a_program_is_found_as_it_would_be_started)
{
	struct wr_arena *arena = wr_arena_new();

	CHECK_EQ("sh", pf_binary_find("sh", NULL, arena).build, PF_BUILD_UNKNOWN);
	CHECK_EQ("none", pf_binary_find("no-such-program", NULL, arena).build, PF_BUILD_UNKNOWN);
	CHECK_EQ("a folder", pf_binary_find("./", "/", arena).build, PF_BUILD_UNKNOWN);
	wr_arena_free(arena);
}
