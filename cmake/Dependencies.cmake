# Libraries from the distribution's packages.

find_package(PkgConfig REQUIRED)
find_package(ZLIB REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(CJSON REQUIRED IMPORTED_TARGET libcjson)
pkg_check_modules(UTF8PROC IMPORTED_TARGET libutf8proc)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(CMARK IMPORTED_TARGET libcmark)

# libclang: the newest that is installed, 17 at least (operator kinds in the C API).
function(weir_find_libclang)
	foreach(version IN ITEMS 21 20 19 18 17)
		find_path(LIBCLANG_INCLUDE clang-c/Index.h PATHS /usr/lib/llvm-${version}/include NO_DEFAULT_PATH)
		find_library(LIBCLANG_LIBRARY NAMES clang clang-${version}
			PATHS /usr/lib/llvm-${version}/lib NO_DEFAULT_PATH)
		if(LIBCLANG_INCLUDE AND LIBCLANG_LIBRARY)
			set(LIBCLANG_VERSION ${version} CACHE INTERNAL "")
			break()
		endif()
		unset(LIBCLANG_INCLUDE CACHE)
		unset(LIBCLANG_LIBRARY CACHE)
	endforeach()
	if(NOT LIBCLANG_LIBRARY)
		message(FATAL_ERROR "libclang 17 or newer was not found (Debian: libclang-19-dev)")
	endif()
	add_library(libclang SHARED IMPORTED GLOBAL)
	set_target_properties(libclang PROPERTIES IMPORTED_LOCATION ${LIBCLANG_LIBRARY}
		INTERFACE_INCLUDE_DIRECTORIES ${LIBCLANG_INCLUDE})
	execute_process(COMMAND ${LIBCLANG_INCLUDE}/../bin/clang -print-resource-dir
		OUTPUT_VARIABLE dir OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
	set(LIBCLANG_RESOURCE_DIR "${dir}" CACHE INTERNAL "")
endfunction()

# What the live client speaks beside plain HTTP/1.1.
macro(weir_find_transport)
	find_package(OpenSSL 3.0 REQUIRED)
	pkg_check_modules(NGHTTP2 REQUIRED IMPORTED_TARGET libnghttp2)
endmacro()

# llhttp: a library where there is one, else the C sources of Debian's node-llhttp.
function(weir_find_llhttp)
	pkg_check_modules(LLHTTP QUIET IMPORTED_TARGET libllhttp)
	if(LLHTTP_FOUND)
		add_library(llhttp ALIAS PkgConfig::LLHTTP)
		return()
	endif()
	find_path(LLHTTP_SOURCES llhttp.c PATHS /usr/share/llhttp NO_DEFAULT_PATH)
	find_path(LLHTTP_INCLUDE llhttp.h PATHS /usr/share/include/llhttp /usr/include/llhttp /usr/include)
	if(NOT LLHTTP_SOURCES OR NOT LLHTTP_INCLUDE)
		message(FATAL_ERROR "llhttp was not found (Debian 12: node-llhttp, newer: libllhttp-dev)")
	endif()
	add_library(llhttp STATIC ${LLHTTP_SOURCES}/api.c ${LLHTTP_SOURCES}/http.c ${LLHTTP_SOURCES}/llhttp.c)
	target_include_directories(llhttp SYSTEM PUBLIC ${LLHTTP_INCLUDE})
	target_compile_options(llhttp PRIVATE -w)
endfunction()
