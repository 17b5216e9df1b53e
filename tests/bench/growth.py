#!/usr/bin/env python3
"""Is the class of growth right? 200 seeded trials of `weir bench --scale`, live, on CPU time.

tests/tools/profiler/grow.c does work of seven classes; each trial draws its class and its range of sizes. Required: the right
class in at least 95 % of the trials. "Cannot tell" is not right, but shown apart from wrong: only wrong answers break builds.

    tests/bench/growth.py [BUILD_FOLDER [TRIALS]]
"""
import json
import os
import random
import subprocess
import sys

build = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("WEIR_BUILD", "build/release")
trials = int(sys.argv[2]) if len(sys.argv) > 2 else 200
weir, grow = (os.path.abspath(os.path.join(build, *path)) for path in (("cli", "weir"), ("tests", "grow")))
# Name, class as of wr_growth_name() and its number, the largest sizes, and how many times smaller the smallest is (for 2n: less): such that
# starting the program does not hide the work.
CLASSES = [("1", "1", 0, (1e4, 1e6), 100), ("logn", "log n", 1, (1e9, 1e12), 1e6), ("n", "n", 2, (5e7, 1e8), 500),
           ("nlogn", "n log n", 3, (1e5, 3e5), 300), ("n2", "n^2", 4, (2e3, 4e3), 30), ("n3", "n^3", 5, (200, 280), 15),
           ("2n", "2^n", 6, (22, 24), None)]


def trial(seed):
    rng = random.Random(seed)
    name, _, number, largest, times = CLASSES[seed % len(CLASSES)]
    to = round(rng.uniform(*largest))
    start = max(1, round(to / (times * rng.uniform(0.7, 1.5)))) if times else to - rng.randint(12, 14)
    out = subprocess.run([weir, "bench", "--format", "json", "--seed", str(seed), "--scale", f"n={start}..{to}", "--",
                          grow, name, "{n}"], stdout=subprocess.PIPE, check=False).stdout
    value = next(m["value"] for m in json.loads(out)["measures"] if m["name"] == "bench.command.time_growth")
    return number, None if value is None else int(value)


counts = {}
for seed in range(1, trials + 1):
    number, got = trial(seed)
    row = counts.setdefault(number, [0, 0, 0, {}])
    row[0 if got == number else 1 if got is None else 2] += 1
    if got not in (None, number):
        row[3][got] = row[3].get(got, 0) + 1
print(f"{'class':<10}{'right':>7}{'cannot tell':>13}{'wrong':>7}")
for _, name, number, _, _ in CLASSES:
    right, silent, wrong, taken = counts.get(number, [0, 0, 0, {}])
    print(f"{name:<10}{right:>7}{silent:>13}{wrong:>7}" +
          "".join(f"   taken for {CLASSES[k][1]}: {n}" for k, n in taken.items()))
right = sum(row[0] for row in counts.values())
wrong = sum(row[2] for row in counts.values())
ok = right >= 0.95 * trials
print(f"{right} of {trials} right ({100 * right / trials:.1f} %, required 95 %), {wrong} wrong: {'ok' if ok else 'MISSED'}")
sys.exit(0 if ok else 1)
