#!/bin/sh
# Both compilers, the same warnings, none allowed. gcc builds with -Werror in the asan preset;
# here clang looks at every file that a build folder (default build/release) compiles.
cd "$(dirname "$0")/.." || exit 2
build=${1:-build/release}
clang=$(command -v clang-19 || command -v clang-18 || command -v clang-17 || command -v clang) || {
	echo "warnings: no clang here"
	exit 77
}
exec python3 - "$build" "$clang" <<'PY'
import json, os, shlex, subprocess, sys
from concurrent.futures import ThreadPoolExecutor

build, clang = sys.argv[1:]
with open(os.path.join(build, "compile_commands.json")) as f:
    entries = [e for e in json.load(f) if e["file"].startswith(os.getcwd() + "/") and "/build/" not in e["file"]]

def check(entry):
    words = shlex.split(entry["command"])
    command = [clang, "-fsyntax-only", "-Werror", "-Wno-unknown-warning-option"]
    command += [w for w in words[1:] if w.startswith(("-I", "-D", "-std", "-W"))]
    for i, w in enumerate(words):
        if w == "-isystem":
            command += ["-isystem", words[i + 1]]
    return subprocess.run(command + [entry["file"]], cwd=entry["directory"], capture_output=True, text=True)

bad = 0
with ThreadPoolExecutor(os.cpu_count()) as pool:
    for result in pool.map(check, entries):
        if result.returncode:
            bad += 1
            print(result.stderr.strip())
print(f"warnings: {len(entries)} files, {bad} with warnings ({os.path.basename(clang)})")
sys.exit(bad > 0)
PY
