#!/usr/bin/env bash
# provide.sh - a step of action.yml: weir on the PATH of the next step, built from the action's own
# revision unless the machine or the container has one.
set -eu

if command -v weir >/dev/null; then
	weir --version
	exit 0
fi
"$GITHUB_ACTION_PATH/../build.sh" install "$RUNNER_TEMP/weir"
"$RUNNER_TEMP/weir/bin/weir" --version
echo "$RUNNER_TEMP/weir/bin" >>"$GITHUB_PATH"
