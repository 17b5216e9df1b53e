#!/usr/bin/env bash
# gate.sh - a step of action.yml: runs the gate, or merges stored runs, and says what came out as
# annotations, job summary and outputs. What it is told comes from WEIR_* and is never evaluated.
set -u -o pipefail

# Ends without a run: nothing was measured, and no output looks like a pass.
stop() {        # message
	printf '::error title=weir::%s\n' "$1"
	printf 'result=error\nexit-code=2\n' >>"$GITHUB_OUTPUT"
	[ "${WEIR_FAIL:-true}" != false ] || exit 0
	exit 2
}

is_flag() {     # name, value
	case $2 in
	true | false) ;;
	*) stop "$1 is true or false" ;;
	esac
}

# It becomes an output, and outputs end up in other people's scripts.
is_plain_path() {       # name, value
	case $2 in
	'' | -* | *[!A-Za-z0-9._/-]*) stop "$1 is made of letters, digits and . _ - /" ;;
	esac
}

check_inputs() {
	is_flag fail "$WEIR_FAIL"
	is_flag strict "$WEIR_STRICT"
	is_flag annotations "$WEIR_ANNOTATIONS"
	is_flag summary "$WEIR_SUMMARY"
	is_plain_path out "$WEIR_OUT"
	is_plain_path working-directory "$WEIR_WORKING_DIRECTORY"
	cd -- "$WEIR_WORKING_DIRECTORY" || stop 'working-directory is no folder'
}

# A pull request is held against what it would be merged into: only what is new in it fails.
choose_base() {
	case $WEIR_BASE in
	none) WEIR_BASE= ;;
	'') [ "${GITHUB_EVENT_NAME:-}" != pull_request ] || WEIR_BASE=HEAD^1 ;;
	esac
}

# Inside: absolute, for weir works in the folder of weir.yaml. Outside: as the workspace knows it.
name_output() {
	shown=$WEIR_OUT
	case $WEIR_OUT in
	/*) return ;;
	esac
	[ "$WEIR_WORKING_DIRECTORY" = . ] || shown=${WEIR_WORKING_DIRECTORY%/}/$WEIR_OUT
	WEIR_OUT=$PWD/$WEIR_OUT
}

# The build and the benchmarks are the change's own: whatever they print is text, not a command to the
# runner, and they are not told where this step's outputs go.
quietly() {     # command...
	local token status
	token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
	echo "::stop-commands::$token"
	env -u GITHUB_OUTPUT -u GITHUB_ENV -u GITHUB_PATH -u GITHUB_STEP_SUMMARY "$@" 2>&1
	status=$?
	echo "::$token::"
	return $status
}

measure() {
	local arguments=(run "--out=$WEIR_OUT" --format=json "--output=$run")
	[ -z "$WEIR_CONFIG" ] || arguments+=("--config=$WEIR_CONFIG")
	[ -z "$WEIR_BASE" ] || arguments+=("--base=$WEIR_BASE")
	[ -z "$WEIR_ONLY" ] || arguments+=("--only=$WEIR_ONLY")
	quietly weir "${arguments[@]}"
}

merge() {
	local from=$WEIR_FROM runs
	case $from in
	/*) ;;
	*) from=./$from ;;
	esac
	mapfile -d '' -t runs < <(find "$from" -type f -name run.json -print0 | sort -z)
	[ ${#runs[@]} -gt 0 ] || stop 'from: there is no run.json below that folder'
	quietly weir report "${runs[@]}" --format=json "--output=$run"
}

# The folder of weir.yaml: paths in the reports are relative to it, and GitHub looks for them from the
# repository's root on.
find_root() {
	root=.
	if [ -n "$WEIR_CONFIG" ]; then
		root=$(dirname -- "$WEIR_CONFIG")
	else
		until [ -f "$root/weir.yaml" ] || [ -e "$root/.git" ] || [ "$(cd "$root" && pwd)" = / ]; do root=$root/..; done
		[ -f "$root/weir.yaml" ] || root=.
	fi
	prefix=$(cd -- "$root" && git rev-parse --show-prefix 2>/dev/null) || prefix=
}

# The verdict once more from what was stored: with --strict every one has an exit code of its own.
name_result() {
	weir report "$run" --strict >/dev/null
	case $? in
	0) result=pass ;;
	1) result=fail ;;
	3) result=incomplete ;;
	4) result=inconclusive ;;
	*) stop 'the run that was stored cannot be read' ;;
	esac
}

write_reports() {
	rm -f "$WEIR_OUT/weir.sarif" "$WEIR_OUT/index.html" "$WEIR_OUT/weir.md" "$WEIR_OUT/weir.prom"
	weir report "$run" "--root=$root" "--prefix=$prefix" --format=sarif,html,markdown,openmetrics \
		"--out=$WEIR_OUT" >/dev/null
	for file in weir.sarif index.html weir.md weir.prom; do
		[ -s "$WEIR_OUT/$file" ] || stop "$file could not be written"
	done
}

count() {       # prefix of the samples that are added up
	awk -v prefix="$1" 'index($0, prefix) == 1 { sum += $NF } END { print sum + 0 }' "$WEIR_OUT/weir.prom"
}

write_outputs() {
	{
		echo "result=$result"
		echo "exit-code=$code"
		echo "regressions=$(count 'weir_changes{shift="worse"}')"
		echo "findings=$(count 'weir_findings{state="new",')"
		echo "sarif-file=$shown/weir.sarif"
		echo "report-file=$shown/index.html"
	} >>"$GITHUB_OUTPUT"
}

check_inputs
choose_base
name_output
run=$WEIR_OUT/run.json
rm -f "$run"
if [ -n "$WEIR_FROM" ]; then merge; else measure; fi
code=$?
[ -s "$run" ] || stop 'nothing was measured: see the log of this step'
find_root
name_result
[ $result != inconclusive ] || [ "$WEIR_STRICT" = false ] || code=4
write_reports
weir report "$run"                                      # inert text for the log
[ "$WEIR_ANNOTATIONS" = false ] || weir report "$run" "--prefix=$prefix" --format=github
# Far below the 1 MiB that a summary holds: the Markdown report keeps to 60,000 bytes itself.
[ "$WEIR_SUMMARY" = false ] || cat "$WEIR_OUT/weir.md" >>"$GITHUB_STEP_SUMMARY"
write_outputs
[ "$WEIR_FAIL" = true ] || exit 0
exit $code
