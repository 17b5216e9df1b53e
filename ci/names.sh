#!/bin/sh
# Names that say nothing, unfinished words, paths of a machine, and hosts of registries have no place here.
cd "$(dirname "$0")/.." || exit 2
bad=0

look() {        # title, extended pattern
	out=$(git grep -nIE "$2" -- . ':!LICENSE' ':!ci/names.sh' | head -20)
	[ -z "$out" ] || { printf '%s\n%s\n' "$1" "$out"; bad=1; }
}
look 'Unfinished words:' '\b(TODO|FIXME|XXX|HACK|not implemented|unimplemented)\b'
look 'Paths of one machine:' '(^|[^A-Za-z0-9_.])/(work|root|home/[a-z]+)/'
look 'Hosts of a registry:' '"resolved": *"http|registry *= *http|index-url'
out=$(git ls-files | grep -E '(^|/)(utils?|helpers?|misc|common)(\.|/)')
[ -z "$out" ] || { printf 'Names that say nothing:\n%s\n' "$out"; bad=1; }
for rule in $(sed -n 's/^RULE(\([a-z_]*\)).*/\1/p' analyzer/rules.def | tr _ -); do
	[ -f "docs/rules/$rule.md" ] || { echo "docs/rules/$rule.md is missing"; bad=1; }
	[ -d "tests/analyzer/$rule" ] || { echo "tests/analyzer/$rule/ is missing"; bad=1; }
done
[ $bad = 0 ] && echo "names: ok"
exit $bad
