#!/bin/sh
# No unfinished words, machine paths or empty names; every rule has its page and its fixtures.
cd "$WEIR_SOURCE" && git rev-parse --git-dir >/dev/null 2>&1 || exit 77
exec ci/names.sh
