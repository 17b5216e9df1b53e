# weir_embed(TARGET [FUNCTION name] FILES...): a library with the bytes of the files and wr_embedded(), or the named
# function, over them.

function(weir_embed target)
	cmake_parse_arguments(EMBED "" "FUNCTION" "" ${ARGN})
	if(NOT EMBED_FUNCTION)
		set(EMBED_FUNCTION wr_embedded)
	endif()
	set(out ${CMAKE_CURRENT_BINARY_DIR}/${target}.c)
	add_custom_command(OUTPUT ${out}
		COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DROOT=${CMAKE_SOURCE_DIR} -DFUNCTION=${EMBED_FUNCTION}
			"-DFILES=${EMBED_UNPARSED_ARGUMENTS}" -P ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake
		DEPENDS ${EMBED_UNPARSED_ARGUMENTS} ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake VERBATIM
		COMMENT "Embedding files for ${EMBED_FUNCTION}")
	add_library(${target} STATIC ${out})
endfunction()
