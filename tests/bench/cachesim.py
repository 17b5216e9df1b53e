#!/usr/bin/env python3
"""Speed and memory of the cache simulator: 20 million Zipf(1.0) requests for 1 and 10 million keys.

    cachesim.py [POLICY...]     policies to compare with libCacheSim (all)

Exits 1 if LRU replays less than 10 million requests per CPU second, or takes
more memory than it may.  With the path of libCacheSim's cachesim program in
LIBCACHESIM, both are run on the same files, taking turns, and the ratios of
their CPU times are held against what is required.  The miss ratios must agree
to the 4 digits that it prints, or within half a point where its algorithm is
another one.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

REQUESTS, KEYS, SIZE, ROUNDS = 20_000_000, (1_000_000, 10_000_000), 10_000, 3
FILE_REQUESTS = 5_000_000
REQUIRED = 10e6
CSV_COLUMNS = ("time-col=1,obj-id-col=2,obj-size-col=3,delimiter=,,has-header=true,obj-id-is-num=")


def tool(*args):
    path = os.path.join(os.environ.get("WEIR_BUILD", "build/release"), "tests", "cache_speed")
    out = subprocess.run([path, *map(str, args)], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def memory_of(*args):
    """Largest resident set of the tool, bytes, and what it printed."""
    path = os.path.join(os.environ.get("WEIR_BUILD", "build/release"), "tests", "cache_speed")
    with subprocess.Popen([path, *map(str, args)], stdout=subprocess.PIPE, text=True) as process:
        row = json.loads(process.stdout.read())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
    return usage.ru_maxrss * 1024, row


def memory(folder):
    """A trace of 3 MB with every policy, and large ones, keys alone, with LRU; the engine without the rest of weir."""
    small, ok = os.path.join(folder, "small.oracleGeneral.bin"), True
    tool("write", "oracle", 125_000, 50_000, small)
    used, _ = memory_of("study", small, "whole")
    ok &= used <= 20e6
    print(f"{'3 MB, all policies and sizes':<44} {used / 1e6:>8.1f} MB, at most 20{'' if used <= 20e6 else '  TOO MUCH'}")
    for keys in KEYS:
        large = os.path.join(folder, f"{keys}.oracleGeneral.bin")
        tool("write", "oracle", REQUESTS, keys, large)
        used, row = memory_of("study", large, "lean", "lru", SIZE)
        most = 4 * REQUESTS + 24 * row["misses"]
        ok &= used <= most
        print(f"{f'480 MB, {keys:,} keys, lru':<44} {used / 1e6:>8.1f} MB, at most {most / 1e6:.1f}: "
              f"{(used - 4 * REQUESTS) / row['misses']:.1f} bytes per key beside 4 per request"
              f"{'' if used <= most else '  TOO MUCH'}")
    print()
    return ok


def show(name, requests, cpu, misses, note=""):
    print(f"{name:<36} {requests / cpu / 1e6:>10.1f} {1e9 * cpu / requests:>10.1f} {misses:>12,} {note}")


def from_memory():
    """Rate of each step; returns True if LRU is fast enough."""
    rows = {r["what"]: r for r in tool("ids", REQUESTS, KEYS[0], SIZE, ROUNDS)}
    lru = rows["lru"]
    print(f"{REQUESTS:,} requests, size {SIZE:,}, keys in memory, least of {ROUNDS}")
    print(f"{'':<36} {'M req/CPUs':>10} {'ns/req':>10} {'misses':>12}")
    for name, r in rows.items():
        note = f"{r['cpu'] / lru['cpu']:.2f} x lru"
        if name == "numbering":
            note += " (the last column counts keys)"
        show(name, r["requests"], r["cpu"], r["misses"], note)
    if rows["lru curve, every size"]["misses"] != lru["misses"]:
        print("cachesim: the curve and the replay disagree")
        return False
    if rows["fifo, 16 sizes"]["misses"] != rows["fifo"]["misses"]:
        print("cachesim: FIFO at many sizes and its replay disagree")
        return False
    rate = lru["requests"] / lru["cpu"]
    verdict = "ok" if rate >= REQUIRED else "MISSED"
    print(f"required: lru at {REQUIRED / 1e6:.0f} M requests per CPU second: {rate / 1e6:.1f}, {verdict}\n")
    return rate >= REQUIRED


def from_files(folder):
    print(f"{FILE_REQUESTS:,} requests from a file")
    for kind, name in (("csv", "keys are numbers"), ("texts", "keys are texts")):
        path = os.path.join(folder, kind + ".csv")
        tool("write", kind, FILE_REQUESTS, KEYS[0], path)
        best = min((tool("read", path, SIZE) for _ in range(ROUNDS)), key=lambda rows: rows[1]["cpu"])
        rate = os.path.getsize(path) / best[0]["cpu"] / 1e6
        show(f"CSV read, {name}", FILE_REQUESTS, best[0]["cpu"], best[0]["misses"],
             f"{rate:.0f} MB/CPUs (keys)")
        show(f"CSV read and lru, {name}", FILE_REQUESTS, best[1]["cpu"], best[1]["misses"])
    print()


def peer(program, path, trace_type, policy, folder, columns=None):
    """CPU seconds and miss ratio of one libCacheSim run."""
    command = [program, path, trace_type, policy, str(SIZE), "--ignore-obj-size", "1", "--num-thread", "1"]
    if columns:
        command += ["-t", columns]
    before = os.times()
    out = subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         text=True, errors="replace").stdout
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return cpu, float(re.findall(r"miss ratio ([0-9.]+)", out)[-1])


# Policy: how many times as fast as libCacheSim it must be, and what miss ratios may differ by.
PEERS = {"lru": (3, 0.000051), "fifo": (3, 0.000051), "clock": (3, 0.000051), "sieve": (3, 0.000051),
         "arc": (3, 0.000051), "slru": (3, 0.000051), "s3fifo": (6, 0.000051), "twoq": (6, 0.000051),
         "lfu": (6, 0.000051), "wtinylfu": (6, 0.02), "lirs": (6, 0.005), "belady": (6, 0.000051)}


def compare(name, ours, theirs, requests, required, tolerance):
    """ours: rows of (cpu, misses); theirs: rows of (cpu, miss ratio)."""
    cpu, other = min(o[0] for o in ours), min(t[0] for t in theirs)
    ratio = ours[0][1] / requests
    agree = abs(ratio - theirs[0][1]) <= tolerance
    fast = other / cpu >= required
    print(f"{name:<44} {cpu:>8.2f} {other:>12.2f} {other / cpu:>8.1f} {required:>5} {ratio:>10.6f} "
          f"{theirs[0][1]:>10.4f}{'' if agree else '  DIFFERENT'}{'' if fast else '  TOO SLOW'}")
    return agree and fast


def times_as_fast(name, ours, theirs, least):
    fast = theirs / ours >= least
    print(f"{name:<44} {ours:>8.2f} {theirs:>12.2f} {theirs / ours:>8.1f} {least:>5}{'' if fast else '  TOO SLOW'}")
    return fast


def against_libcachesim(program, folder, keys, policies):
    """Every policy at one size, and what takes one pass against as many of its replays."""
    oracle = os.path.join(folder, f"{keys}.oracleGeneral.bin")
    ours, theirs = [], {p: [] for p in policies}
    for _ in range(ROUNDS):
        ours.append({r["what"]: r for r in tool("ids", REQUESTS, keys, SIZE, 1)})
        for policy, rows in theirs.items():
            rows.append(peer(program, oracle, "oracleGeneral", policy, folder))
    print(f"{keys:,} keys, against libCacheSim, in turns, CPU seconds, least of {ROUNDS}")
    print(f"{'':<44} {'weir':>8} {'libCacheSim':>12} {'ratio':>8} {'least':>5} {'miss ratio':>10} {'its':>10}")
    ok = True
    for policy, rows in theirs.items():
        mine = [(r["numbering"]["cpu"] + r[policy]["cpu"], r[policy]["misses"]) for r in ours]
        ok &= compare(f"{policy}, {REQUESTS // 10**6} M, numbering included", mine, rows, REQUESTS,
                      *PEERS[policy])
    for policy, what, times in (("lru", "lru curve, every size", 20), ("fifo", "fifo, 16 sizes", 16)):
        if policy in theirs:
            ok &= times_as_fast(f"{what} against {times} of its replays",
                                min(r["numbering"]["cpu"] + r[what]["cpu"] for r in ours),
                                times * min(t[0] for t in theirs[policy]), 20)
    return ok


def csv_against_libcachesim(program, folder):
    path, ours, theirs = os.path.join(folder, "csv.csv"), [], []
    for _ in range(ROUNDS):
        row = tool("read", path, SIZE)[1]
        ours.append((row["cpu"], row["misses"]))
        theirs.append(peer(program, path, "csv", "lru", folder, CSV_COLUMNS + "1"))
    return compare(f"lru from CSV, {FILE_REQUESTS // 10**6} M", ours, theirs, FILE_REQUESTS, 8, 0.000051)


def main():
    policies = sys.argv[1:] or list(PEERS)
    ok = from_memory()
    with tempfile.TemporaryDirectory() as folder:
        from_files(folder)
        ok &= memory(folder)
        if os.environ.get("LIBCACHESIM"):
            program = os.path.abspath(os.environ["LIBCACHESIM"])
            for keys in KEYS:
                ok &= against_libcachesim(program, folder, keys, policies)
            ok &= csv_against_libcachesim(program, folder)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
