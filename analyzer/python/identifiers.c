/* identifiers.c - which characters a name may have (PEP 3131). */
#include "analyzer/python/tokenizer_p.h"

struct range { uint32_t first, last; };

static const struct range start_ranges[] = {
#define START(first, last) { first, last },
#define PART(first, last)
#include "analyzer/python/identifiers.def"
#undef START
#undef PART
};
static const struct range part_ranges[] = {
#define START(first, last)
#define PART(first, last) { first, last },
#include "analyzer/python/identifiers.def"
#undef START
#undef PART
};

static bool within(const struct range *ranges, size_t n, unsigned code)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (code > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && code >= ranges[low].first;
}

bool an_py_identifier_start(unsigned code)
{
	if (code < 128)
		return code == '_' || ((code | 32) >= 'a' && (code | 32) <= 'z');
	return within(start_ranges, sizeof start_ranges / sizeof *start_ranges, code);
}

bool an_py_identifier_part(unsigned code)
{
	return an_py_identifier_start(code) || (code >= '0' && code <= '9') ||
	       (code > 127 && within(part_ranges, sizeof part_ranges / sizeof *part_ranges, code));
}
