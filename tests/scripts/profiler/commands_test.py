#!/usr/bin/env python3
"""The profiler's commands as users type them: growth, reading other tools' results, Python, histories."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

WEIR, BUILD, SOURCE = os.environ["WEIR"], os.environ["WEIR_BUILD"], os.environ["WEIR_SOURCE"]
BURN = os.path.join(BUILD, "tests", "burn")
if not os.path.exists(WEIR) or not os.path.exists(BURN):
    sys.exit(77)


class Commands(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def weir(self, *arguments, code=0):
        result = subprocess.run([WEIR, *arguments], cwd=self.folder.name, capture_output=True, text=True, timeout=120,
                                check=False)
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        return result

    def run_of(self, *arguments, code=0):
        run = json.loads(self.weir(*arguments, "--format", "json", code=code).stdout)
        return run, {m["name"]: m for m in run["measures"]}

    def test_a_worse_class_of_growth_fails(self):
        run, measures = self.run_of("bench", "--scale", "n=1..64", "--base-cmd", f"{BURN} mem 20 say {{n}}",
                                    "--head-cmd", f"{BURN} mem {{n}}", code=1)
        self.assertEqual(measures["bench.command.memory_growth"]["change"]["verdict"], "fail")
        found = [f for f in run["findings"] if "bench.command.memory_growth" in f["measures"]]
        self.assertEqual([f["rule"] for f in found], ["bench-growth"])
        self.assertIn("from 1 to n", found[0]["message"])

    def test_growth_of_a_configured_benchmark_is_compared_with_the_base(self):
        for side, work in (("base", "mem 20"), ("head", "mem $1")):
            os.mkdir(os.path.join(self.folder.name, side))
            script = os.path.join(self.folder.name, side, "grow")
            with open(script, "w", encoding="utf-8") as f:
                f.write(f"#!/bin/sh\nexec {BURN} {work}\n")
            os.chmod(script, 0o755)
            with open(os.path.join(self.folder.name, side, "weir.yaml"), "w", encoding="utf-8") as f:
                f.write('version: 1\nbench:\n  benchmarks:\n'
                        '    - { name: grow, run: "{tree}/grow {n}", scale: "n=1..64" }\n')
        _, measures = self.run_of("bench", "--config", "head/weir.yaml", "--base", "base", code=1)
        self.assertEqual(measures["bench.grow.memory_growth"]["change"]["verdict"], "fail")

    def test_growth_needs_a_size(self):
        self.assertIn("{n}", self.weir("bench", "--scale", "n=1..64", "--", "true", code=2).stderr)
        self.assertIn("no scale", self.weir("bench", "--scale", "n=1", "--", "true", code=2).stderr)
        self.weir("bench", "--scale", "n=1..64", code=2)

    def test_results_of_other_tools_are_read(self):
        for name, measure in (("google-benchmark.json", "bench.nap_min_time_0_020.wall_time"),
                              ("hyperfine.json", "bench.true.wall_time"), ("go-test-bench.txt", "bench.join.wall_time")):
            path = os.path.join(SOURCE, "tests", "fixtures", "results", name)
            for command in ("bench", "profile"):
                self.assertIn(measure, self.run_of(command, "--read", path)[1])
        self.weir("bench", "--read", WEIR, code=3)
        self.weir("bench", "--read", "missing.json", code=3)
        self.weir("bench", "--read", "x", "--", "true", code=2)

    def test_profiles_of_other_tools_are_read(self):
        profiles = os.path.join(SOURCE, "tests", "fixtures", "profiles")
        run, measures = self.run_of("profile", "--name", "shop", "--read", os.path.join(profiles, "perf-script.txt"))
        self.assertIn("profile.shop.profiled_time", measures)
        self.assertIn("profile.shop.stacks", [s["name"] for s in run["series"]])
        # The report draws them.
        self.assertIn("<svg", self.weir("profile", "--read", os.path.join(profiles, "perf-script.txt"), "--format", "html").stdout)
        run, _ = self.run_of("profile", "--read", os.path.join(profiles, "shop.pstats"), "--base",
                             os.path.join(profiles, "py-spy.txt"))
        self.assertTrue([n for n in run["notices"] if "in the base it took" in n["message"]])
        self.assertIn("not a profile", self.weir("profile", "--read", os.path.join(profiles, "shop.pstats"), "--base", WEIR,
                                                 code=3).stdout)
        self.weir("profile", "--base", "x", "--", "true", code=2)

    @unittest.skipUnless(shutil.which("perf") and shutil.which("cc"), "no perf, or no C compiler")
    def test_what_became_slower_is_explained(self):
        for side, n in (("base", 3000), ("head", 9000)):
            with open(os.path.join(self.folder.name, side + ".c"), "w", encoding="utf-8") as f:
                f.write("#define WORK(name, n) __attribute__((noinline)) static unsigned name(unsigned x) "
                        "{ for (int i = 0; i < (n) * 1000; i++) x = x * 1664525u + (x >> 7); return x; }\n"
                        f"WORK(unchanged_part, 6000) WORK(guilty_part, {n})\n"
                        "int main(void) { return (guilty_part(1) ^ unchanged_part(2)) == 1; }\n")
            subprocess.run(["cc", "-O1", "-o", side, side + ".c"], cwd=self.folder.name, check=True)
        if subprocess.run(["perf", "record", "-q", "-e", "cpu-clock", "-o", "/dev/null", "true"], cwd=self.folder.name,
                          capture_output=True, check=False).returncode:
            self.skipTest("perf may not record here")
        run, _ = self.run_of("bench", "--explain", "--pairs", "20", "--base-cmd", "./base", "--head-cmd", "./head", code=1)
        told = [n["message"] for n in run["notices"] if "in the base it took" in n["message"]]
        self.assertEqual(len(told), 1, run["notices"])
        self.assertIn("guilty_part takes", told[0])

    def test_python_functions_are_measured(self):
        with open(os.path.join(self.folder.name, "shop.py"), "w", encoding="utf-8") as f:
            f.write("def busy(n):\n    return sum(i * i for i in range(n))\ndef broken():\n    raise ValueError('no luck')\n")
        _, measures = self.run_of("profile", "--python", "shop:busy", "--args", "[1000]", "--iterations", "7")
        self.assertEqual(measures["profile.shop_busy.wall_time"]["n"], 7)
        self.assertGreaterEqual(measures["profile.shop_busy.calls"]["value"], 1001)
        _, measures = self.run_of("profile", "--python-code", "sorted(x)", "--python-setup", "x = list(range(100))",
                                  "--iterations", "3", "--interpreter", sys.executable)
        self.assertIn("profile.code.memory_peak", measures)
        self.assertIn("no luck", self.weir("profile", "--python", "shop:broken", code=3).stdout)
        self.weir("profile", "--python", "shop:busy", "--", "true", code=2)

    def test_a_history_is_kept_listed_and_pruned(self):
        for revision in ("one", "two", "three"):
            self.weir("bench", "--runs", "3", "--format", "json", "--output", "run.json", "--", BURN, "cpu", "1e6")
            self.weir("baseline", "save", "run.json", "base.json", "--history", "history.db", "--revision", revision)
        run, measures = self.run_of("baseline", "list", "--history", "history.db")
        self.assertEqual(measures["bench.command.cpu_time"]["n"], 3)
        self.assertIn("history.bench.command.cpu_time", [s["name"] for s in run["series"]])
        _, measures = self.run_of("baseline", "list", "bench.command.rss_peak", "--history", "history.db")
        self.assertEqual(list(measures), ["bench.command.rss_peak"])
        self.assertIn("2 runs removed", self.weir("baseline", "prune", "--keep", "1", "--history", "history.db").stdout)
        self.weir("baseline", "list", code=2)
        self.weir("baseline", "list", "--history", "base.json", code=3)
        self.weir("baseline", "list", "--history", "missing.db", code=3)


unittest.main()
