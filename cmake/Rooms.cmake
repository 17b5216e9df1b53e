# Rooms (libraries) and tables of parts.

# weir_table(FILE MACRO OUT): the names in the rows `MACRO(name)` of a .def table, the same that C reads.
function(weir_table file macro out)
	set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
	file(STRINGS ${file} rows REGEX "^${macro}\\(")
	set(names "")
	foreach(row IN LISTS rows)
		string(REGEX REPLACE "^${macro}\\(([A-Za-z0-9_]+).*" "\\1" name "${row}")
		list(APPEND names ${name})
	endforeach()
	set(${out} ${names} PARENT_SCOPE)
endfunction()

# weir_room(NAME SOURCES... LINK libraries...): static library weir_<NAME>.
function(weir_room name)
	cmake_parse_arguments(ROOM "" "" "LINK" ${ARGN})
	add_library(weir_${name} STATIC ${ROOM_UNPARSED_ARGUMENTS})
	target_link_libraries(weir_${name} PUBLIC ${ROOM_LINK})
endfunction()
