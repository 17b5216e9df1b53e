# Run by weir_embed at build time: FILES to C arrays in OUT, named relative to ROOT.

set(arrays "")
set(rows "")
set(i 0)
foreach(file IN LISTS FILES)
	file(READ ${file} hex HEX)
	string(REGEX REPLACE "(................................................................)" "\\1\n" hex "${hex}")
	string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
	file(RELATIVE_PATH name ${ROOT} ${file})
	file(SIZE ${file} size)
	string(APPEND arrays "static const unsigned char file_${i}[] = {\n${bytes}0x00 };\n")
	string(APPEND rows "\t{ \"${name}\", file_${i}, ${size} },\n")
	math(EXPR i "${i} + 1")
endforeach()
file(WRITE ${OUT} "/* Made by cmake/EmbedFiles.cmake. */
#include <string.h>
#include \"core/embedded.h\"

${arrays}
static const struct { const char *name; const unsigned char *bytes; size_t size; } files[] = {
${rows}\t{ 0, 0, 0 }
};

const char *wr_embedded(const char *name, size_t *size)
{
	for (size_t i = 0; files[i].name; i++) {
		if (!strcmp(files[i].name, name)) {
			if (size)
				*size = files[i].size;
			return (const char *)files[i].bytes;
		}
	}
	return NULL;
}
")
