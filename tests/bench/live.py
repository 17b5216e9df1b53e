#!/usr/bin/env python3
"""How often does weir call unchanged code slower on this machine, now, and how often does it find what is slower?

Base and head are the same program (tests/tools/profiler/burn.c) with the same argument, some 5 ms of work, and with 3, 5 and 10 %
more than 15 ms of it (of less, starting the program is so large a part that 3 % more work are not 3 % more time). Beside it hyperfine itself, where it is installed: 10 runs of each, its default, and on the very times
that it took the rules of benchstat and Criterion.rs (tests/bench/peers.py), all in turns, so that all meet the same noise.

Required of weir: at most 0.5 % false failures; where the machine lets it judge by CPU time power of 95, 99 and 100 % at
+3, +5 and +10 %, with at most 20 pairs, and at most 12 pairs on average for unchanged code.

    tests/bench/live.py [BUILD_FOLDER [COMPARISONS]]      (default: 1,000 of unchanged code, and a fifth of each other)
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

import peers

build = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("WEIR_BUILD", "build/release")
comparisons = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
weir, burn = os.path.abspath(os.path.join(build, "cli", "weir")), os.path.abspath(os.path.join(build, "tests", "burn"))
SAME_WORK, WORK = 3e6, 1e7
rng = random.Random(1)


def command(slowdown, more=0):
    return f"{burn} cpu {(WORK if slowdown else SAME_WORK) * (1 + more):.0f}"


def by_weir(slowdown, seed):
    out = subprocess.run([weir, "bench", "--format", "json", "--pairs", "20", "--seed", str(seed), "--base-cmd", command(slowdown),
                          "--head-cmd", command(slowdown, slowdown)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    run = json.loads(out.stdout)
    measures = {m["name"]: m for m in run["measures"]}
    by_cpu = any("is judged by CPU time" in n["message"] for n in run["notices"])
    return run["verdict"], measures["bench.command.cpu_time"]["n"], by_cpu, measures["bench.command.load_average"]["value"]


def by_peers(slowdown):
    with tempfile.NamedTemporaryFile(suffix=".json") as f:
        subprocess.run(["hyperfine", "-N", "-r", "10", "-w", "1", "--export-json", f.name, command(slowdown),
                        command(slowdown, slowdown)],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        base, head = (r["times"] for r in json.load(f)["results"])
    return (peers.hyperfine(base, head), peers.benchstat(base, head), peers.criterion(base, head, rng), peers.mean5(base, head))


has_hyperfine = shutil.which("hyperfine") is not None
missed = []
print(f"{'':<8}{'weir: n':>9}{'slower %':>10}{'unclear %':>11}{'pairs':>7}{'by CPU %':>10}{'load':>6}"
      f"{'peers: n':>11}" + "".join(f"{name:>11}" for name in peers.NAMES))
for slowdown, power in ((0, None), (0.03, 95), (0.05, 99), (0.10, 100)):
    n = comparisons if not slowdown else max(comparisons // 5, 1)
    answers, pairs, cpu, loads, of_peers, peer_n = [], 0, 0, 0.0, [0, 0, 0, 0], 0
    for i in range(n):
        verdict, count, by_cpu, load = by_weir(slowdown, i + 1)
        answers.append(verdict)
        pairs += count
        cpu += by_cpu
        loads += load
        if has_hyperfine and i % 5 == 0:
            peer_n += 1
            of_peers = [a + b for a, b in zip(of_peers, by_peers(slowdown))]
    failed, unclear = answers.count("fail"), answers.count("inconclusive")
    print(f"{slowdown:<+8.0%}{n:>9}{100 * failed / n:>10.2f}{100 * unclear / n:>11.2f}{pairs / n:>7.1f}{100 * cpu / n:>10.1f}"
          f"{loads / n:>6.1f}{peer_n:>11}" + "".join(f"{100 * x / peer_n:>10.1f}%" for x in of_peers if peer_n), flush=True)
    if "incomplete" in answers:
        missed.append(f"{answers.count('incomplete')} comparisons at {slowdown:+.0%} were not measured")
    if not slowdown:
        print(f"        false failures: {failed} of {n}, below {100 * peers.upper_bound(failed, n):.2f} % with 95 % confidence")
        if failed > 0.005 * n:
            missed.append(f"{failed} false failures of {n}, 0.5 % are allowed")
        if pairs / n > 12 and cpu > 0.99 * n:
            missed.append(f"{pairs / n:.1f} pairs for unchanged code, 12 are allowed")
    elif failed < power / 100 * n and cpu > 0.99 * n:
        missed.append(f"{failed} of {n} found at {slowdown:+.0%}, {power} % are required")
print("\n".join("MISSED " + m for m in missed) if missed else "all that is required: ok")
sys.exit(1 if missed else 0)
