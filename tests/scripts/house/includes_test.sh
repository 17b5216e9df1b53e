#!/bin/sh
# The include rules hold, and the script that says so can say otherwise.
set -e
cd "$WEIR_SOURCE"
ci/includes.sh

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir "$copy/ci"
cp ci/includes.sh "$copy/ci/"
for room in core analyzer profiler cachesim loadsim gate report cli; do mkdir -p "$copy/$room"; done

broken() {      # file, line: must be complained about
	printf '%s\n' "$2" >"$copy/$1"
	if "$copy/ci/includes.sh" >"$copy/out"; then
		echo "$2 in $1 was not noticed"
		exit 1
	fi
	grep -q "$1" "$copy/out"
	rm "$copy/$1"
}
broken cachesim/x.c '#include "report/report.h"'
broken core/x.c '#include "gate/gate.h"'
broken cli/x.c '#include "analyzer/unit.h"'
broken gate/x.c '#include <sys/socket.h>'
broken profiler/x.c '#include <clang-c/Index.h>'
broken report/x.h '#include "core/yaml_p.h"'
"$copy/ci/includes.sh"
