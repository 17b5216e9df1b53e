# Language, warnings and sanitizers, the same for every target.

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE)
	set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

set(WEIR_SANITIZE "" CACHE STRING "Sanitizers: address,undefined or thread or fuzzer,address,undefined")
# Asserts stay on in a release: a gate that went on after a bug could say "passed".
set(CMAKE_C_FLAGS_RELEASE "-O2 -g1")

option(WEIR_WERROR "Warnings are errors" OFF)
option(WEIR_FUZZ "Build the fuzz targets (clang)" OFF)

add_compile_definitions(_POSIX_C_SOURCE=200809L _DEFAULT_SOURCE _GNU_SOURCE)
add_compile_options(-Wall -Wextra -Wshadow -Wmissing-prototypes -Wconversion
	-fno-strict-aliasing -fno-common
	-fno-semantic-interposition)    # the libraries are static: nobody puts another function in the place of one
if(WEIR_WERROR)
	add_compile_options(-Werror)
endif()
if(WEIR_SANITIZE)
	add_compile_options(-fsanitize=${WEIR_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
	add_link_options(-fsanitize=${WEIR_SANITIZE})
endif()
if(WEIR_FUZZ)
	# Without this in the libraries, too, the fuzzer does not see which code its inputs reach.
	add_compile_options(-fsanitize=fuzzer-no-link)
endif()
include_directories(${CMAKE_SOURCE_DIR})
