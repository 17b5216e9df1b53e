#!/bin/sh
# Checks who includes whom: the folders are the architecture (docs/architecture.md).
# Prints every include that crosses a wall and exits 1 if there is one.
cd "$(dirname "$0")/.." || exit 2
bad=0

complain() {
	echo "$1"
	bad=1
}

# room: what its files may include of ours, as a regular expression.
allowed() {
	case $1 in
	core) echo '^core/' ;;
	analyzer) echo '^(core|analyzer)/' ;;
	profiler) echo '^(core|profiler)/' ;;
	cachesim) echo '^(core|cachesim)/' ;;
	loadsim) echo '^(core|loadsim)/' ;;
	gate) echo '^(core|gate)/' ;;
	report) echo '^(core|report)/' ;;
	cli) echo '^(core|cli)/|^analyzer/analyzer\.h$|^profiler/profiler\.h$|^cachesim/cachesim\.h$|^loadsim/loadsim\.h$|^gate/gate\.h$|^report/report\.h$' ;;
	esac
}

for room in core analyzer profiler cachesim loadsim gate report cli; do
	rule=$(allowed $room)
	for file in $(find $room -name '*.[ch]'); do
		for include in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file"); do
			case $include in
			*.def) continue ;;
			esac
			echo "$include" | grep -Eq "$rule" || complain "$file: may not include $include"
			# A private header is for its own room.
			case $include in
			*_p.h) [ "${include%%/*}" = "$room" ] || complain "$file: private header $include" ;;
			esac
		done
	done
done

# System headers that one place alone may use.
only() {        # header pattern, allowed path pattern, why
	grep -rnE "^#include <($1)" --include='*.[ch]' core analyzer profiler cachesim loadsim gate report cli |
		grep -Ev "^($2)" | while read -r line; do echo "$line ($3)"; done
}
out=$(only 'clang-c/' 'analyzer/c/' 'libclang is for analyzer/c/ only'
	only 'sys/socket|netinet/|arpa/|netdb|sys/epoll' 'loadsim/' 'sockets are for loadsim/ only'
	only 'llhttp|nghttp2|openssl/' 'loadsim/' 'HTTP and TLS are for loadsim/ only'
	only 'yaml.h' 'core/' 'libyaml is behind core/yaml.h'
	only 'utf8proc' 'analyzer/python/' 'Unicode normal forms are for the Python front end only'
	only 'zlib.h' 'core/' 'zlib is behind core/file.h'
	only 'cmark' 'report/' 'Markdown is for report/ only'
	only 'sqlite3' 'gate/' 'SQLite is for gate/ only')
[ -z "$out" ] || complain "$out"

# Rules see the program, not the front ends.
out=$(grep -rnE '^#include "analyzer/(c|python|builder|front)' analyzer/rules 2>/dev/null)
[ -z "$out" ] || complain "$out (rules include rule.h only)"

[ $bad = 0 ] && echo "includes: ok"
exit $bad
