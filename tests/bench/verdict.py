#!/usr/bin/env python3
"""How often is unchanged code called slower, and how often is slower code found?

Recorded runs of one CPU-bound command on a contended machine (tests/fixtures/timings/) are put through weir's verdict,
and through the rules of other tools, 1,000 comparisons per cell, seeded. Head's runs are the same runs, made slower
by 0, 3, 5 and 10 %. weir takes pairs of neighbours in random order, up to 40 of them; the others measure all of base
and then all of head, as they do, as many runs as weir has pairs at most (hyperfine 10 each, its default).

  hyperfine   the interval of its "times faster" (ratio of means, errors propagated) lies above 1
  benchstat   Mann-Whitney U, two-sided p < 0.05, and slower
  criterion   bootstrapped 95 % interval of the change of the mean lies above +1 %
  mean +5 %   what a script would do

Required of weir on CPU time: at most 0.5 % false alarms, power of 95, 99 and 100 % at +3, +5 and +10 %, at most 12 pairs
on average for unchanged code; at most 0.5 % false alarms on wall time.

    tests/bench/verdict.py [BUILD_FOLDER]
"""
import math
import os
import random
import statistics
import subprocess
import sys

COMPARISONS = 1000
build = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("WEIR_BUILD", "build/release")
here = os.path.dirname(os.path.abspath(__file__))
recording = os.path.join(here, "..", "fixtures", "timings", "contended.txt")
with open(recording, encoding="utf-8") as f:
    rows = [[float(x) for x in line.split()] for line in f if not line.startswith("#")]


def hyperfine(base, head):
    a, b = statistics.mean(base), statistics.mean(head)
    ratio = b / a
    return ratio - ratio * math.hypot(statistics.stdev(base) / a, statistics.stdev(head) / b) > 1


def benchstat(base, head):
    order = sorted([(x, 0) for x in base] + [(x, 1) for x in head])
    ranks = sum(i + 1 for i, (_, side) in enumerate(order) if side)
    n, m = len(base), len(head)
    u = ranks - m * (m + 1) / 2
    z = (abs(u - n * m / 2) - 0.5) / math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(z / math.sqrt(2)) < 0.05 and statistics.median(head) > statistics.median(base)


def criterion(base, head, rng):
    changes = sorted(sum(rng.choices(head, k=len(head))) / sum(rng.choices(base, k=len(base))) - 1 for _ in range(200))
    return changes[4] > 0.01


def mean5(base, head):
    return statistics.mean(head) > 1.05 * statistics.mean(base)


def peers(column, slowdown):
    rng, counts = random.Random(1), [0, 0, 0, 0]
    values = [row[column] for row in rows]
    for _ in range(COMPARISONS):
        start = rng.randrange(len(values) - 80)
        base, head = values[start:start + 40], [x * (1 + slowdown) for x in values[start + 40:start + 80]]
        short = values[start:start + 10], [x * (1 + slowdown) for x in values[start + 10:start + 20]]
        for i, found in enumerate((hyperfine(*short), benchstat(base, head), criterion(base, head, rng), mean5(base, head))):
            counts[i] += found
    return counts


def weir(column, slowdown):
    tool = os.path.join(build, "tests", "verdict_replay")
    out = subprocess.run([tool, recording, str(column), str(slowdown), str(COMPARISONS), "1"], check=True,
                         stdout=subprocess.PIPE, text=True).stdout.split()
    return [int(x) for x in out[:3]] + [float(out[3])]


print(f"{len(rows)} recorded runs; called slower in % of {COMPARISONS} comparisons")
print(f"{'':<22}{'weir':>8}{'unclear':>9}{'pairs':>7}{'hyperfine':>11}{'benchstat':>11}{'criterion':>11}{'mean +5 %':>11}")
missed = []
for column, name, required in ((1, "CPU time", {0: 0.5, 0.03: 95, 0.05: 99, 0.10: 100}), (0, "wall time", {0: 0.5})):
    for slowdown in (0, 0.03, 0.05, 0.10):
        fail, _, unclear, pairs = weir(column, slowdown)
        percent = 100 * fail / COMPARISONS
        others = "".join(f"{100 * n / COMPARISONS:>11.1f}" for n in peers(column, slowdown))
        print(f"{name + f' {100 * slowdown:+.0f} %':<22}{percent:>8.1f}{100 * unclear / COMPARISONS:>9.1f}{pairs:>7.1f}{others}")
        limit = required.get(slowdown)
        if limit is not None and (percent > limit if slowdown == 0 else percent < limit):
            missed.append(f"{name} {slowdown:+.0%}: {percent:.1f} %, required {limit} %")
        if column == 1 and slowdown == 0 and pairs > 12:
            missed.append(f"{pairs:.1f} pairs for unchanged code, at most 12 are allowed")
print("\n".join("MISSED " + m for m in missed) if missed else "all that is required: ok")
sys.exit(1 if missed else 0)
