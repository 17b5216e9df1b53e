#!/usr/bin/env python3
"""weir analyze --profile: a note where a profile says that the time goes is a finding, and says so; others stay notes."""
import cProfile
import json
import os
import runpy
import subprocess
import sys
import tempfile

WEIR = os.environ["WEIR"]
SHOP = """def traced(function):
    return function


def names(orders):
    seen = []
    for order in orders:
        if order not in seen:
            seen.append(order)
    return seen


class Cold:
    @traced
    @traced
    def names(self, orders):
        seen = []
        for order in orders:
            if order not in seen:
                seen.append(order)
        return seen


def main():
    with open("orders.txt") as file:
        orders = [line.strip() for line in file]
    print(len(names(orders)), len(Cold().names(orders[:50])))


main()
"""
DRAIN = """def drain(queue):
    total = 0
    while queue:
        total += queue.pop(0)
    return total


print(drain(list(range(20000))))
"""
SHOP_CPP = """#include <math.h>
namespace shop {
double cubes(const double *values, int n)
{
	double sum = 0;
	for (int i = 0; i < n; i++)
		sum += pow(values[i], 3);
	return sum;
}
}
double others(const double *values, int n)
{
	double sum = 0;
	for (int i = 0; i < n; i++)
		sum += pow(values[i], 3);
	return sum;
}
"""


def findings(folder, *flags, code=0):
    done = subprocess.run([WEIR, "analyze", "--no-cache", "--fail-on", "never", "-q", "--format", "json", *flags], cwd=folder,
                          capture_output=True, text=True)
    if done.returncode != code:
        sys.exit("exit code %d: %s" % (done.returncode, done.stderr))
    return json.loads(done.stdout)["findings"] if not code else done.stderr


def expect(what, got, wanted):
    if got != wanted:
        sys.exit("%s: %r, not %r" % (what, got, wanted))


def seen(found, rule):
    return sorted((f["location"]["line"], f["severity"], [s["message"] for s in f["chain"] if "measured" in s["message"]])
                  for f in found if f["rule"] == rule)


with tempfile.TemporaryDirectory() as folder:
    write = lambda name, text: open(os.path.join(folder, name), "w").write(text)
    write("shop.py", SHOP)
    write("orders.txt", "".join("%d\n" % i for i in range(3000)))
    write("shop.cpp", SHOP_CPP)
    os.chdir(folder)
    profiler = cProfile.Profile()
    output, sys.stdout = sys.stdout, open(os.devnull, "w")
    profiler.runcall(runpy.run_path, "shop.py")
    sys.stdout.close()
    sys.stdout = output
    profiler.dump_stats("shop.pstats")
    expect("without a profile", seen(findings(folder, "shop.py"), "quad-dedup"), [(8, "low", []), (19, "low", [])])
    hot = seen(findings(folder, "--profile", "shop.pstats", "shop.py"), "quad-dedup")
    expect("with it", [f[:2] for f in hot], [(8, "medium"), (19, "low")])
    if len(hot[0][2]) != 1 or not hot[0][2][0].endswith("% of shop.pstats is spent in names() itself"):
        sys.exit("what is measured is told so: %r" % hot[0][2])

    # list.pop() has no place of its own: it is what its caller does.
    write("drain.py", DRAIN)
    profiler, sys.stdout = cProfile.Profile(), open(os.devnull, "w")
    profiler.runcall(runpy.run_path, "drain.py")
    sys.stdout.close()
    sys.stdout = output
    profiler.dump_stats("drain.pstats")
    expect("without a profile", [f[1] for f in seen(findings(folder, "drain.py"), "quad-erase-front")], ["low"])
    expect("of list.pop()", [f[1] for f in seen(findings(folder, "--profile", "drain.pstats", "drain.py"), "quad-erase-front")],
           ["medium"])

    # FlameGraph's stackcollapse, with the names of C++; the other file names a function of another file.
    write("shop.folded", "main;shop::cubes(double const*, int);pow 60\nmain;others(double const*, int) 3\nmain;idle 37\n")
    cubes = seen(findings(folder, "--profile", "shop.folded", "shop.cpp", "--", "-std=c++17"), "c-pow-int")
    expect("C++", cubes, [(7, "medium", ["measured: 60 % of shop.folded is spent in cubes() itself"]), (15, "low", [])])
    # What a function calls is not its own: main() calls everything.
    write("outer.folded", "main (shop.py:30);names (shop.py:7);helper (shop.py:2) 96\nmain (shop.py:30);names (shop.py:7);len 4\n")
    expect("in what it calls", seen(findings(folder, "--profile", "outer.folded", "shop.py"), "quad-dedup"),
           [(8, "low", []), (19, "low", [])])
    write("built_in.folded", "main (shop.py:30);names (shop.py:7);list.append 60\nmain (shop.py:30);print (shop.py:31) 40\n")
    expect("in what is built in", [f[:2] for f in seen(findings(folder, "--profile", "built_in.folded", "shop.py"), "quad-dedup")],
           [(8, "medium"), (19, "low")])
    write("other.folded", "<module> (other.py:14);names (other.py:7) 100\n")
    expect("a function of that name in another file", seen(findings(folder, "--profile", "other.folded", "shop.py"), "quad-dedup"),
           [(8, "low", []), (19, "low", [])])
    # The line of a decorator belongs to the function below it.
    write("cold.folded", "main (shop.py:30);names (shop.py:14) 100\n")
    expect("a decorated function", [f[:2] for f in seen(findings(folder, "--profile", "cold.folded", "shop.py"), "quad-dedup")],
           [(8, "low"), (19, "medium")])
    write("weir.yaml", "version: 1\nanalyze:\n  paths: [shop.py]\n  profiles: [shop.pstats]\n")
    expect("from weir.yaml", [f[:2] for f in seen(findings(folder), "quad-dedup")], [(8, "medium"), (19, "low")])
    if "shop.py: not a profile" not in findings(folder, "--profile", "shop.py", "shop.py", code=3):
        sys.exit("a file that is no profile is told")
