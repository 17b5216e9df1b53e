# weir_embed(TARGET FILES...): a library with the bytes of the files and wr_embedded() over them.

function(weir_embed target)
	set(out ${CMAKE_CURRENT_BINARY_DIR}/${target}.c)
	add_custom_command(OUTPUT ${out}
		COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DROOT=${CMAKE_SOURCE_DIR} "-DFILES=${ARGN}"
			-P ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake
		DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake VERBATIM
		COMMENT "Embedding templates and rule pages")
	add_library(${target} STATIC ${out})
endfunction()
