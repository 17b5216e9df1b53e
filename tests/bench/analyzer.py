#!/usr/bin/env python3
"""What the analysis of C and C++ costs, against parsing alone and against clang-tidy.

    analyzer.py [--c FOLDER] [--cpp FOLDER] [--rounds N]

FOLDER holds the compile_commands.json of a public code base: C of over 100,000 lines, C++ of over 25,000.
Without them curl and cppcheck are cloned into build/corpora and configured there.

All programs read the same sources, taking turns:

  parse       tests/tools/analyzer/c_parse_only: libclang parses with the same flags, nothing more
  tidy        clang-tidy -checks=-*,performance-*, one process per file, as run-clang-tidy starts it
  cold, warm  weir analyze, one worker, with an empty cache and with the one that this filled
  two         weir analyze, two workers, without a cache

CPU seconds are those of the process and all that it starts; least of the rounds on both sides. Exits 1 if a
required ratio is missed: CPU of cold to parse (1.15) and to tidy (0.55 on C, 0.65 on C++), of warm to cold (0.03);
memory of the largest process (200 MB, 400 MB); wall time of one worker to two (1.8).
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("WEIR_BUILD", os.path.join(SOURCE, "build", "release"))
WEIR = os.environ.get("WEIR", os.path.join(BUILD, "cli", "weir"))
PARSE = os.path.join(BUILD, "tests", "c_parse_only")
CORPORA = os.path.join(SOURCE, "build", "corpora")
CODE = {        # language: (repository, tag, CMake options, sources taken: every n-th)
    "c": ("https://github.com/curl/curl", "curl-8_10_1",
          ["-DCURL_USE_LIBPSL=OFF", "-DBUILD_TESTING=OFF", "-DCURL_USE_LIBSSH2=OFF"], 1),
    "cpp": ("https://github.com/danmar/cppcheck", "2.16.0", ["-DUSE_MATCHCOMPILER=Off"], 3),
}
ENDINGS = {"c": (".c",), "cpp": (".cc", ".cpp", ".cxx")}
LEAST_LINES = {"c": 100_000, "cpp": 25_000}
REQUIRED = {"c": {"cold / parse": 1.15, "cold / tidy": 0.55, "warm / cold": 0.03, "MB": 200, "one / two": 1.8},
            "cpp": {"cold / parse": 1.15, "cold / tidy": 0.65, "warm / cold": 0.03, "MB": 400, "one / two": 1.8}}


def fetch(language):
    """The folder of compile_commands.json of the code base that is cloned for it."""
    repository, tag, options, _ = CODE[language]
    folder = os.path.join(CORPORA, os.path.basename(repository))
    build = os.path.join(folder, "weir-build")
    if not os.path.isdir(folder):
        os.makedirs(CORPORA, exist_ok=True)
        subprocess.run(["git", "clone", "-q", "--depth", "1", "--branch", tag, repository, folder], check=True)
    subprocess.run(["cmake", "-S", folder, "-B", build, "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", *options], check=True,
                   stdout=subprocess.DEVNULL)
    return build


def lines_of(paths):
    total = 0
    for path in paths:
        with open(path, "rb") as f:
            total += f.read().count(b"\n")
    return total


def sources(folder, language):
    with open(os.path.join(folder, "compile_commands.json"), encoding="utf-8") as f:
        entries = json.load(f)
    paths = sorted({os.path.normpath(os.path.join(folder, e.get("directory", "."), e["file"])) for e in entries})
    paths = [p for p in paths if p.endswith(ENDINGS[language]) and os.path.isfile(p)]
    thinned = paths[::CODE[language][3]]
    return thinned if lines_of(thinned) > LEAST_LINES[language] else paths


class Cost:
    """The least that a program took, of all its turns."""

    def __init__(self):
        self.cpu = self.wall = float("inf")
        self.memory = 0.0

    def add(self, cpu, wall, memory):
        self.cpu, self.wall, self.memory = min(self.cpu, cpu), min(self.wall, wall), max(self.memory, memory)


def run(command, codes=(0,)):
    """CPU seconds, wall seconds and the memory of the largest process, MB."""
    start = time.monotonic()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) not in codes:
        sys.exit(f"analyzer.py: {' '.join(command[:4])} ...: exit code {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def tidy(program, folder, paths):
    cpu = wall = memory = 0.0
    for path in paths:
        cost = run([program, "-checks=-*,performance-*", "--quiet", "-p", folder, path], (0, 1))
        cpu, wall, memory = cpu + cost[0], wall + cost[1], max(memory, cost[2])
    return cpu, wall, memory


def measure(folder, paths, rounds):
    root = os.path.commonpath([folder, *(os.path.dirname(p) for p in paths)])
    os.chdir(root)
    program = next(filter(None, map(shutil.which, ("clang-tidy-19", "clang-tidy-18", "clang-tidy"))), None)
    weir = [WEIR, "analyze", "-p", folder, "-q", "--fail-on", "never"]
    costs = {name: Cost() for name in ("parse", "tidy", "cold", "warm", "two")}
    for turn in range(rounds):
        with tempfile.TemporaryDirectory(prefix="weir-bench-") as cache:
            one = [*weir, "--jobs", "1", "--cache-dir", cache, *paths]
            steps = {"parse": lambda: run([PARSE, "-p", folder, "-r", root, *paths]),
                     "cold": lambda: run(one, (0, 3)), "warm": lambda: run(one, (0, 3)),
                     "two": lambda: run([*weir, "--jobs", "2", "--no-cache", *paths], (0, 3))}
            if program:
                steps["tidy"] = lambda: tidy(program, folder, paths)
            for name in steps if turn % 2 == 0 else ["tidy", "two", "cold", "warm", "parse"]:
                if name in steps:
                    costs[name].add(*steps[name]())
    if not program:
        del costs["tidy"]
        print("clang-tidy is not here and was not compared")
    return costs


def judge(language, costs):
    """[(what, value, required, ok)]"""
    least = {"one / two"}
    values = {"cold / parse": costs["cold"].cpu / costs["parse"].cpu, "warm / cold": costs["warm"].cpu / costs["cold"].cpu,
              "MB": max(costs["cold"].memory, costs["two"].memory), "one / two": costs["cold"].wall / costs["two"].wall}
    if "tidy" in costs:
        values["cold / tidy"] = costs["cold"].cpu / costs["tidy"].cpu
    return [(name, values[name], limit, values[name] >= limit if name in least else values[name] <= limit)
            for name, limit in REQUIRED[language].items() if name in values]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--c")
    parser.add_argument("--cpp")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    missed = False
    for language in ("c", "cpp"):
        folder = os.path.abspath(getattr(args, language) or fetch(language))
        paths = sources(folder, language)
        lines = lines_of(paths)
        if lines < LEAST_LINES[language]:
            sys.exit(f"analyzer.py: {folder} has {lines:,} lines of {language}, {LEAST_LINES[language]:,} are needed")
        costs = measure(folder, paths, args.rounds)
        print(f"{language}: {len(paths)} sources, {lines:,} lines; least of {args.rounds} rounds in turns")
        print(f"  {'':<6} {'CPU s':>8} {'wall s':>8} {'MB':>6} {'k lines/CPU s':>14}")
        for name, cost in costs.items():
            print(f"  {name:<6} {cost.cpu:>8.3f} {cost.wall:>8.3f} {cost.memory:>6.0f} {lines / cost.cpu / 1e3:>14,.0f}")
        for name, value, limit, ok in judge(language, costs):
            print(f"  {name:<13} {value:>8.3f}  required {'at least' if name == 'one / two' else 'at most':<8} {limit:<6g}"
                  f" {'ok' if ok else 'MISSED'}")
            missed |= not ok
    return missed


if __name__ == "__main__":
    sys.exit(main())
