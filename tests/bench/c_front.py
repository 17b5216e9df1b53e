#!/usr/bin/env python3
"""Speed of the C and C++ front end against libclang alone.

    c_front.py [FOLDER]

Runs, taking turns, over all sources of FOLDER/compile_commands.json (without
FOLDER: of weir itself, from the build folder):

  parse     tests/tools/analyzer/c_parse_only: libclang parses with the same flags, nothing more
  front     tests/tools/analyzer/c_front: the same files to units
  analyze   tests/tools/analyzer/analyze_tree: units, linked, all rules (in worker processes)

Prints CPU seconds (of the process and its children) and the ratios of the
medians, and exits 1 if one is above 1.3.
"""
import glob
import json
import os
import resource
import statistics
import subprocess
import sys

ROUNDS, LIMIT = 5, 1.3
BUILD = os.environ.get("WEIR_BUILD", "build/release")
SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def tool(name):
    return os.path.join(BUILD, "tests", name)


def own_database():
    found = glob.glob(os.path.join(SOURCE, "build", "*", "compile_commands.json"))
    found += glob.glob(os.path.join(BUILD, "compile_commands.json"))
    if not found:
        sys.exit("c_front.py: no compile_commands.json in build/*; build weir first, or name a folder that has one")
    return os.path.dirname(max(found, key=os.path.getmtime))


def sources(folder):
    with open(os.path.join(folder, "compile_commands.json"), encoding="utf-8") as f:
        entries = json.load(f)
    paths = {os.path.normpath(os.path.join(folder, e.get("directory", "."), e["file"])) for e in entries}
    return sorted(p for p in paths if os.path.isfile(p) and p.endswith((".c", ".cc", ".cpp", ".cxx")))


def count_lines(paths):
    lines = 0
    for path in paths:
        with open(path, "rb") as f:
            lines += f.read().count(b"\n")
    return lines


def cpu_seconds(args):
    """CPU time of a command and all that it starts, and its last line."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(args, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, out.splitlines()[-1:]


def programs(folder, root, paths):
    both = ["-p", folder, "-r", root, *paths]
    rows = {"parse": [tool("c_parse_only"), *both], "front": [tool("c_front"), *both]}
    if os.path.exists(tool("analyze_tree")) and len(paths) < 1024:
        rows["analyze"] = [tool("analyze_tree"), "-p", folder, "--root", root, *paths]
    return rows


def main():
    folder = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else own_database())
    root = folder if len(sys.argv) > 1 else SOURCE
    paths = sources(folder)
    if not paths:
        sys.exit(f"c_front.py: {folder}/compile_commands.json names no source that is there")
    rows = programs(folder, root, paths)
    times = {name: [] for name in rows}
    last = {}
    for round_ in range(ROUNDS):
        order = list(rows) if round_ % 2 == 0 else list(reversed(list(rows)))
        for name in order:
            seconds, last[name] = cpu_seconds(rows[name])
            times[name].append(seconds)
    lines = count_lines(paths)
    base = statistics.median(times["parse"])
    print(f"{len(paths)} sources, {lines:,} lines; CPU seconds, median of {ROUNDS} in turns")
    print(f"{'':<10} {'median':>8} {'least':>8} {'k lines/s':>10} {'ratio':>6}")
    missed = False
    for name, values in times.items():
        median = statistics.median(values)
        missed |= median / base > LIMIT
        print(f"{name:<10} {median:>8.2f} {min(values):>8.2f} {lines / median / 1e3:>10.0f} {median / base:>6.2f}")
    print("front:", *last["front"])
    print(f"required: at most {LIMIT} times parsing alone: {'MISSED' if missed else 'ok'}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
