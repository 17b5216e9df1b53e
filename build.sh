#!/bin/sh
# build.sh - everything a newcomer needs: ./build.sh run, ./build.sh test.
set -eu

cd "$(dirname "$0")"
root=$PWD
install_packages=yes
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

usage() {
	cat <<'TXT'
Usage: ./build.sh [--no-install] COMMAND [ARGUMENTS]

  run [ARGS]     build weir and run the whole gate on examples/shop, comparing
                 the improved version with the first; the report is in weir-report/
                 (with ARGS: weir run ARGS in the working folder's configuration)
  test [REGEX]   build with address and undefined-behaviour sanitizers and run
                 every test (whose name matches REGEX)
  bench [NAME]   the speed of weir itself, as ratios to a peer in the same run:
                 tests/bench/NAME, or all of them
  fuzz [SECONDS] run every fuzz target for that long (default 60)
  lint           include rules, both compilers' warnings, formatting of what changed
  install [DIR]  install under DIR (default /usr/local)
  clean          remove build/ and weir-report/

--no-install: missing packages are named, never installed.
TXT
}

# ---- packages ----------------------------------------------------------------

have() {
	dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'
}

# The first of several packages that is installed, else the first that can be.
first_of() {
	for package; do have "$package" && { echo "$package"; return; }; done
	for package; do
		apt-cache show "$package" >/dev/null 2>&1 && { echo "$package"; return; }
	done
	echo "$1"
}

packages() {
	echo "gcc make cmake ninja-build pkg-config git python3 libcjson-dev libcmark-dev libsqlite3-dev libyaml-dev libnghttp2-dev libssl-dev libutf8proc-dev zlib1g-dev"
	first_of libclang-19-dev libclang-18-dev libclang-17-dev libclang-20-dev libclang-21-dev
	first_of libllhttp-dev node-llhttp
	[ "$1" != test ] || {
		# clang: the second compiler whose warnings count; the rest are real parts for tests
		echo "libcmocka-dev clang-19 g++ valgrind chromium python3-jsonschema mandoc"
		command -v node >/dev/null 2>&1 || echo "nodejs"
		command -v npm >/dev/null 2>&1 || echo "npm"
	}
}

missing_packages() {
	for package in $(packages "$1"); do
		have "$package" || printf '%s ' "$package"
	done
}

need_packages() {
	command -v dpkg-query >/dev/null 2>&1 || other_system
	missing=$(missing_packages "$1")
	[ -n "$missing" ] || return 0
	if [ $install_packages = no ]; then
		echo "build.sh: missing packages, and --no-install was given. Install: $missing" >&2
		exit 3
	fi
	if [ "$(id -u)" = 0 ]; then
		sudo=
	elif command -v sudo >/dev/null 2>&1; then
		sudo=sudo
	else
		echo "build.sh: neither root nor sudo. Install: $missing" >&2
		exit 3
	fi
	echo "build.sh: installing $missing"
	export DEBIAN_FRONTEND=noninteractive
	$sudo apt-get update -qq
	missing=$(missing_packages "$1")        # names can differ once the lists are there
	# shellcheck disable=SC2086
	$sudo apt-get install -qq -y --no-install-recommends $missing >/dev/null
}

other_system() {
	cat >&2 <<'TXT'
build.sh: this is neither Debian nor Ubuntu. Install what these packages hold, then use cmake:
  gcc make cmake ninja pkg-config git python3 libcjson libcmark libnghttp2 libsqlite3 libssl (3.0 or newer) libutf8proc libyaml zlib
  libclang 17 or newer (with headers), llhttp (with headers)
  for the tests also: cmocka, clang 19, g++, valgrind, chromium, node, npm, python3-jsonschema, mandoc
TXT
	exit 3
}

# ---- building ----------------------------------------------------------------

build() {       # preset [target]; quiet unless it fails
	preset=$1
	log=$root/build/$preset.log
	mkdir -p "$root/build"
	if ! { cmake --preset "$preset" && cmake --build --preset "$preset" -j "$jobs" --target "${2:-all}"; } \
		>"$log" 2>&1; then
		cat "$log" >&2
		echo "build.sh: the $preset build failed" >&2
		exit 3
	fi
}

# ---- commands ----------------------------------------------------------------

run() {
	need_packages run
	build release weir
	if [ $# -gt 0 ]; then
		exec "$root/build/release/cli/weir" run "$@"
	fi
	cd "$root/examples/shop/after"
	status=0
	"$root/build/release/cli/weir" run --base ../before --out "$root/weir-report" || status=$?
	echo
	echo "build.sh: open weir-report/index.html (exit code of the gate: $status)"
	return $status
}

run_tests() {
	need_packages test
	build release           # what the script tests of speed and the install test use
	build asan
	export ASAN_OPTIONS=detect_stack_use_after_return=1:allocator_may_return_null=1
	export UBSAN_OPTIONS=print_stacktrace=1
	set -- ${1:+-R "$1"}
	ctest --test-dir build/asan --output-on-failure -j "$jobs" --timeout 300 "$@"
}

bench() {
	need_packages run
	build release
	status=0
	for script in tests/bench/*.py tests/bench/*.sh; do
		[ -x "$script" ] || continue
		name=$(basename "$script" | sed 's/\.[^.]*$//')
		[ $# = 0 ] || [ "$1" = "$name" ] || continue
		echo "== $name"
		[ $# = 0 ] || shift
		WEIR_BUILD=$root/build/release WEIR=$root/build/release/cli/weir "$script" "$@" || status=1
		[ $# = 0 ] || break
	done
	return $status
}

fuzz() {
	need_packages test
	build fuzz
	for target in build/fuzz/tests/*_fuzz; do
		name=$(basename "$target" _fuzz)
		echo "== $name"
		mkdir -p "build/corpus/$name"
		"$target" -max_total_time="${1:-60}" -timeout=10 -rss_limit_mb=4096 -print_final_stats=0 \
			"build/corpus/$name" "tests/fuzz/corpus/$name" >"build/fuzz-$name.log" 2>&1 || {
			tail -40 "build/fuzz-$name.log"
			return 1
		}
		grep -E 'DONE|Done' "build/fuzz-$name.log" | tail -1
	done
}

lint() {
	need_packages test
	build release
	ci/includes.sh
	ci/warnings.sh
	ci/names.sh
}

install_weir() {
	need_packages run
	build release
	cmake --install build/release --prefix "${1:-/usr/local}"
}

while [ $# -gt 0 ]; do
	case $1 in
	--no-install) install_packages=no; shift ;;
	-h | --help) usage; exit 0 ;;
	*) break ;;
	esac
done
command=${1:-}
[ $# = 0 ] || shift
case $command in
run) run "$@" ;;
test) run_tests "$@" ;;
bench) bench "$@" ;;
fuzz) fuzz "$@" ;;
lint) lint ;;
install) install_weir "$@" ;;
clean) rm -rf build weir-report ;;
*) usage >&2; exit 2 ;;
esac
