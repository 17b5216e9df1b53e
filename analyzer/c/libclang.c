/* libclang.c - loads libclang. */
#include "analyzer/c/libclang.h"

#include <dlfcn.h>
#include <stddef.h>

struct an_libclang an_libclang;

#define CLANG(name) { #name, offsetof(struct an_libclang, name##_) },
static const struct { const char *name; size_t at; } functions[] = {
#include "analyzer/c/libclang.def"
};
#undef CLANG

int an_libclang_load(struct wr_err *err)
{
	static void *library;

	if (library)
		return 0;
	library = dlopen(WEIR_LIBCLANG, RTLD_NOW | RTLD_LOCAL);
	if (!library)
		library = dlopen(WEIR_LIBCLANG_DIR "/" WEIR_LIBCLANG, RTLD_NOW | RTLD_LOCAL);
	if (!library)
		return wr_fail(err, WR_EIO, "C and C++ are read through " WEIR_LIBCLANG ", which cannot be loaded: %s", dlerror());
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		void *function = dlsym(library, functions[i].name);

		if (!function)
			return wr_fail(err, WR_EIO, WEIR_LIBCLANG " has no %s; libclang 17 or newer is needed", functions[i].name);
		/* POSIX has dlsym() give functions as void *. */
		*(void **)((char *)&an_libclang + functions[i].at) = function;
	}
	return 0;
}
