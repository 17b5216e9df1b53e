#!/usr/bin/env python3
"""What the profiler adds to a run: its reported times and its whole cost, against posix_spawn and wait4 alone.

Both are taken in turns in one process. The reported wall time of `true` may be at most 5 microseconds above the bare one
(the median of the differences within a turn), which is what the profiler adds to each run that it reports; that a run takes
longer as a whole, because the launcher is started too, is shown and is in no result.

    tests/bench/profiler.py [BUILD_FOLDER]
"""
import os
import statistics
import subprocess
import sys

ROUNDS = 400
LIMIT = 5

build = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("WEIR_BUILD", "build/release")
tool = os.path.join(build, "tests", "spawn_cost")
out = subprocess.run([tool, str(ROUNDS)], check=True, stdout=subprocess.PIPE, text=True).stdout
rows = [[float(x) for x in line.split()] for line in out.splitlines()]
bare_wall, bare_cpu, wall, cpu, whole = zip(*rows)


def tenth(values):
    return statistics.quantiles(values, n=10)[0]


print(f"a run of `true`, {ROUNDS} rounds in turns                 p10 us   median us   ratio to bare")
for name, values, base in [
    ("posix_spawn + wait4, wall", bare_wall, bare_wall),
    ("reported by the profiler, wall", wall, bare_wall),
    ("all that the run took, launcher included", whole, bare_wall),
    ("posix_spawn + wait4, CPU", bare_cpu, bare_cpu),
    ("reported by the profiler, CPU", cpu, bare_cpu),
]:
    ratio = statistics.median(a / b for a, b in zip(values, base))
    print(f"{name:<48}{tenth(values):>10.0f}{statistics.median(values):>12.0f}{ratio:>16.3f}")

added = statistics.median(a - b for a, b in zip(wall, bare_wall))
ok = added <= LIMIT
print(f"added to a reported run {added:.1f} us, required at most {LIMIT}: {'ok' if ok else 'MISSED'}")
sys.exit(0 if ok else 1)
