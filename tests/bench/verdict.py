#!/usr/bin/env python3
"""How often is unchanged code called slower, and how often is slower code found?

Recorded runs of one CPU-bound command on a contended machine (tests/fixtures/timings/) are put through weir's verdict,
and through the rules of other tools (tests/bench/peers.py), 1,000 comparisons per cell, seeded. Head's runs are the same
runs, made slower by 0, 3, 5 and 10 %. weir takes pairs of neighbours in random order, up to 40 of them (20 to find what is slower on CPU time); the others
measure all of base and then all of head, as they do, as many runs as weir has pairs at most (hyperfine 10 each, its
default). Where benchstat itself is installed, it is given the same runs as Go benchmarks, and must say what the rule says.

Then 1,000 changes with 50 unchanged benchmarks each, failures confirmed and held against their number as weir run does.

Required of weir on CPU time: at most 0.5 % false alarms, power of 95, 99 and 100 % at +3, +5 and +10 % with 20 pairs at
most, at most 12 pairs on average for unchanged code; on wall time at most 0.5 % false alarms; of the changes at most 1 %
red on either.

    tests/bench/verdict.py [BUILD_FOLDER]
"""
import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile

import peers

COMPARISONS, MOST, BENCHMARKS = 1000, 40, 50
build = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("WEIR_BUILD", "build/release")
here = os.path.dirname(os.path.abspath(__file__))
recording = os.path.join(here, "..", "fixtures", "timings", "contended.txt")
with open(recording, encoding="utf-8") as f:
    rows = [[float(x) for x in line.split()] for line in f if not line.startswith("#")]


def by_benchstat_itself(sides):
    """Which of the (base, head) pairs of samples it calls slower."""
    with tempfile.TemporaryDirectory() as folder:
        for k, name in enumerate(("base", "head")):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                for i, both in enumerate(sides):
                    f.writelines(f"BenchmarkX{i} 1 {x * 1e9:.9g} ns/op\n" for x in both[k])
        out = subprocess.run(["benchstat", "-format", "csv", "base", "head"], cwd=folder, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, check=True, text=True).stdout
    rows = [row for row in csv.reader(out.splitlines()) if row and row[0].startswith("X")]
    return {int(row[0][1:]) for row in rows if row[5].startswith("+")}


def by_peers(column, slowdown):
    rng, counts, sides, slower = random.Random(1), [0] * 4, [], set()
    values = [row[column] for row in rows]
    for i in range(COMPARISONS):
        start = rng.randrange(len(values) - 2 * MOST)
        base, head = values[start:start + MOST], [x * (1 + slowdown) for x in values[start + MOST:start + 2 * MOST]]
        short = values[start:start + 10], [x * (1 + slowdown) for x in values[start + 10:start + 20]]
        found = peers.hyperfine(*short), peers.benchstat(base, head), peers.criterion(base, head, rng), peers.mean5(base, head)
        counts = [a + b for a, b in zip(counts, found)]
        sides.append((base, head))
        if found[1]:
            slower.add(i)
    if shutil.which("benchstat"):
        said = by_benchstat_itself(sides)
        if said != slower:
            missed.append(f"benchstat itself says otherwise in {len(said ^ slower)} of {COMPARISONS} comparisons")
    return counts


def by_weir(column, slowdown, benchmarks=0, pairs=MOST):
    tool = os.path.join(build, "tests", "verdict_replay")
    out = subprocess.run([tool, recording, str(column), str(slowdown), str(COMPARISONS), "1", str(benchmarks),
                          str(pairs)], check=True,
                         stdout=subprocess.PIPE, text=True).stdout.split()
    return [int(x) for x in out[:3]] + [float(out[3])]


missed = []
print(f"{len(rows)} recorded runs; called slower in % of {COMPARISONS} comparisons" +
      ("; benchstat itself was asked too" if shutil.which("benchstat") else ""))
print(f"{'':<20}{'weir':>8}{'unclear':>9}{'pairs':>7}" + "".join(f"{name:>11}" for name in peers.NAMES))
for column, name, required in ((1, "CPU time", {0: 0.5, 0.03: 95, 0.05: 99, 0.10: 100}), (0, "wall time", {0: 0.5})):
    for slowdown in (0, 0.03, 0.05, 0.10):
        fail, _, unclear, pairs = by_weir(column, slowdown, pairs=20 if column == 1 and slowdown else MOST)
        percent = 100 * fail / COMPARISONS
        others = "".join(f"{100 * n / COMPARISONS:>11.1f}" for n in by_peers(column, slowdown))
        print(f"{name + f' {100 * slowdown:+.0f} %':<20}{percent:>8.1f}{100 * unclear / COMPARISONS:>9.1f}{pairs:>7.1f}{others}")
        limit = required.get(slowdown)
        if limit is not None and (percent > limit if slowdown == 0 else percent < limit):
            missed.append(f"{name} {slowdown:+.0%}: {percent:.1f} %, required {limit} %")
        if column == 1 and not slowdown and pairs > 12:
            missed.append(f"{pairs:.1f} pairs for unchanged code, at most 12 are allowed")
print(f"changes with {BENCHMARKS} benchmarks, red in % of {COMPARISONS}")
for column, name in ((1, "CPU time"), (0, "wall time")):
    for slowdown in (0, 0.03):
        fail, _, unclear, pairs = by_weir(column, slowdown, BENCHMARKS)
        print(f"{name + f' {100 * slowdown:+.0f} %':<20}{100 * fail / COMPARISONS:>8.1f}{100 * unclear / COMPARISONS:>9.1f}"
              f"{pairs:>7.1f}")
        if not slowdown and fail > 0.01 * COMPARISONS:
            missed.append(f"{name}: {fail} of {COMPARISONS} unchanged changes are red, at most 1 % may be")
print("\n".join("MISSED " + m for m in missed) if missed else "all that is required: ok")
sys.exit(1 if missed else 0)
