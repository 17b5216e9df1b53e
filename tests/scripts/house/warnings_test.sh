#!/bin/sh
# clang finds nothing to warn about in any file (gcc has already built with -Werror).
cd "$WEIR_SOURCE" && exec ci/warnings.sh "$WEIR_BUILD"
