#!/usr/bin/env python3
"""Tiers, writes, latencies, prices and the largest size, from the command line and from weir.yaml."""
import json
import os
import subprocess
import sys
import tempfile

WEIR = os.environ["WEIR"]
failures = []


def check(ok, what):
    if not ok:
        failures.append(what)
        print("FAILED:", what)


def weir(folder, *args):
    return subprocess.run([WEIR, *args], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          check=False)


def measures(folder, *args):
    done = weir(folder, "cache", "t.csv", "--format", "json", *args)
    check(done.returncode in (0, 1), f"{args}: {done.stderr}")
    return {m["name"]: m["value"] for m in json.loads(done.stdout)["measures"]}, done.returncode


def write_trace(path):
    """A loop over 50 keys, one of which is written on every turn: 40 turns in 2000 seconds."""
    with open(path, "w", encoding="ascii") as f:
        f.write("when,what,how,lives\n")
        for turn in range(40):
            for key in range(50):
                operation = "set" if key == 7 else "get"
                f.write(f"{turn * 50 + key},item:{key},{operation},{5 if key == 7 else ''}\n")


def check_command_line(folder):
    columns = ("--time", "when", "--key", "what", "--operation", "how", "--policy", "lru")
    # A loop of 50 does not fit 10 objects, and hits from the second turn on in 100.
    m, _ = measures(folder, *columns, "--size", "50", "--tier", "near=lru:10:1ms,far=fifo:100:10ms",
                    "--store-latency", "100ms", "--latency", "2ms", "--miss-cost", "1", "--size-cost", "0.01")
    check(m["cache.trace.tier.near.hit_ratio"] == 0, "a loop does not fit the first tier")
    check(abs(m["cache.trace.tier.far.hit_ratio"] - 39 / 40) < 1e-9, "it fits the second")
    check(abs(m["cache.trace.tiers.latency"] - (0.011 + 0.1 / 40)) < 1e-9, "latency of tiers")
    check(abs(m["cache.trace.latency"] - (0.002 + 0.1 / 40)) < 1e-9, "latency")
    check(m["cache.trace.cheapest_size"] == 50, "the cheapest size holds the loop")
    m, code = measures(folder, *columns, "--min-hit-ratio", "0.9", "--size", "50", "--max-size", "50")
    check(m["cache.trace.needed_size"] == 50 and code == 0, "50 are enough and allowed")
    _, code = measures(folder, *columns, "--min-hit-ratio", "0.9", "--size", "50", "--max-size", "49")
    check(code == 1, "49 are not")
    deleting, _ = measures(folder, *columns, "--size", "100", "--writes", "delete")
    through, _ = measures(folder, *columns, "--size", "100", "--writes", "through")
    check(deleting["cache.trace.hit_ratio"] == through["cache.trace.hit_ratio"], "who is never read costs nothing")
    # With its life of 5 seconds item:7 is over whenever it is written, and never read: nothing changes.
    lives, _ = measures(folder, *columns, "--size", "100", "--ttl-column", "lives")
    check(lives["cache.trace.hit_ratio"] == through["cache.trace.hit_ratio"], "lives of what is not read")
    lean, _ = measures(folder, *columns, "--size", "100", "--lean")
    check(lean["cache.trace.hit_ratio"] == through["cache.trace.hit_ratio"], "lean")
    for wrong, why in ((("--tier", "x"), "NAME=POLICY:SIZE"), (("--tier", "x=lru:0"), "no size"),
                       (("--tier", "x=best:5"), "no cache policy"), (("--tier", "x=lru:5:soon"), "no latency"),
                       (("--max-size", "-1"), "amount"), (("--writes", "twice"), "twice")):
        done = weir(folder, "cache", "t.csv", *columns, *wrong)
        check(done.returncode == 2 and why in done.stderr, f"{wrong}: {done.returncode} {done.stderr}")


def check_configuration(folder):
    text = """version: 1
cache:
  traces:
    - name: items
      file: t.csv
      columns: { time: when, key: what, operation: how, ttl: lives }
      policies: [ lru ]
      size: 50
      min-hit-ratio: 0.9
      max-size: %d
      writes: delete
      latency: 2ms
      store-latency: 100ms
      max-stale: 2%%
      tiers:
        - { name: near, size: 10, latency: 1ms }
        - { name: far, policy: fifo, size: 100, latency: 10ms }
"""
    for most, code in ((50, 0), (40, 1)):
        with open(os.path.join(folder, "weir.yaml"), "w", encoding="ascii") as f:
            f.write(text % most)
        done = weir(folder, "run", "--only", "cache", "--format", "json")
        check(done.returncode == code, f"max-size {most}: {done.returncode} {done.stderr}")
        run = json.loads(done.stdout)
        names = {m["name"] for m in run["measures"]}
        check({"cache.items.tier.near.answers", "cache.items.tiers.latency"} <= names, "tiers are measured")
        series = {s["name"] for s in run["series"]}
        check({"cache.items.tiers", "cache.items.hit_ratio_over_time", "cache.items.tiers_over_time"} <= series,
              "tiers and time are drawn")
        findings = [f for f in run["findings"] if "size of at most" in f["message"]]
        check(len(findings) == code, f"finding: {run['findings']}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        write_trace(os.path.join(folder, "t.csv"))
        check_command_line(folder)
        check_configuration(folder)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
