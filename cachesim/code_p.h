#ifndef WEIR_CACHESIM_CODE_P_H
#define WEIR_CACHESIM_CODE_P_H

#include <stddef.h>

/* code_p.h - the files of code/, which the build puts into the library: "cachesim/code/lru.py"; NULL if there is
 * none of that name. */
const char *cs_code_file(const char *name, size_t *size);

#endif
