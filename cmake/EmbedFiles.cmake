# Run by weir_embed at build time: FILES to C arrays in OUT, named relative to ROOT, which FUNCTION finds.
# Beside a style sheet or a script stands NAME.sha256, the base64 of its hash as a
# Content-Security-Policy wants it.

# Hexadecimal digits to base64: 3 digits are 2 letters; a SHA-256 has 64 digits, so one remains.
function(base64_of_sha256 hex out)
	set(letters "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
	set(base64 "")
	foreach(at RANGE 0 63 3)
		string(SUBSTRING "${hex}00" ${at} 3 digits)
		math(EXPR first "0x${digits} >> 6")
		math(EXPR second "0x${digits} & 63")
		string(SUBSTRING ${letters} ${first} 1 first)
		string(SUBSTRING ${letters} ${second} 1 second)
		string(APPEND base64 ${first}${second})
	endforeach()
	string(SUBSTRING ${base64} 0 43 base64)
	set(${out} "${base64}=" PARENT_SCOPE)
endfunction()

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
	if(name MATCHES "\\.(css|js)$")
		file(SHA256 ${file} hash)
		base64_of_sha256(${hash} hash)
		string(APPEND rows "\t{ \"${name}.sha256\", (const unsigned char *)\"${hash}\", 44 },\n")
	endif()
endforeach()
file(WRITE ${OUT} "/* Made by cmake/EmbedFiles.cmake. */
#include <string.h>
#include <stddef.h>

const char *${FUNCTION}(const char *name, size_t *size);

${arrays}
static const struct { const char *name; const unsigned char *bytes; size_t size; } files[] = {
${rows}\t{ 0, 0, 0 }
};

const char *${FUNCTION}(const char *name, size_t *size)
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
