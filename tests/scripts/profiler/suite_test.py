#!/usr/bin/env python3
"""Harnesses in pairs: each benchmark that base and head print is judged, in C, in Python, and as other tools print them."""
# runs alone: it measures
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

WEIR, SOURCE = os.environ["WEIR"], os.environ["WEIR_SOURCE"]
if not os.path.exists(WEIR):
    sys.exit(77)

C_BENCH = """#include <weir/bench.h>
WEIR_BENCH(same) { unsigned x = 1; WEIR_LOOP(b) { for (int i = 0; i < 3000; i++) { x = x * 1664525u + 7; weir_keep(x); } } }
WEIR_BENCH(changed) { unsigned x = 1; WEIR_LOOP(b) { for (int i = 0; i < %d; i++) { x = x * 1664525u + 7; weir_keep(x); } } }
%s
WEIR_BENCH_MAIN()
"""
ONLY_HERE = "WEIR_BENCH(only_%s) { WEIR_LOOP(b) weir_clobber(); }"


class Suites(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="weir-suite-")
        self.addCleanup(folder.cleanup)
        self.root = folder.name

    def write(self, name, text, mode=0o644):
        os.makedirs(os.path.dirname(os.path.join(self.root, name)), exist_ok=True)
        with open(os.path.join(self.root, name), "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(os.path.join(self.root, name), mode)

    def run_of(self, command, *arguments, codes=(0,)):
        result = subprocess.run([WEIR, command, "--format", "json", *arguments], cwd=self.root, capture_output=True, text=True,
                                timeout=200, check=False)
        self.assertIn(result.returncode, codes, result.stdout + result.stderr)
        run = json.loads(result.stdout)
        return run, {m["name"]: m for m in run["measures"]}

    def judged_run(self, measure, *arguments):
        """A noisy machine may leave it open, which is no mistake: it is asked again, three times at most."""
        for _ in range(3):
            run, measures = self.run_of("bench", *arguments, codes=(0, 1))
            if measures[measure]["change"]["verdict"] != "inconclusive":
                break
        return run, measures

    def build(self, side, turns, flags="-O2"):
        self.write(f"{side}.c", C_BENCH % (turns, ONLY_HERE % side))
        subprocess.run(["cc", *flags.split(), "-std=c11", "-D_POSIX_C_SOURCE=200809L",
                        "-I" + os.path.join(SOURCE, "profiler", "harness"), "-o", side, side + ".c"], cwd=self.root, check=True)

    @unittest.skipUnless(shutil.which("cc"), "no C compiler")
    def test_each_benchmark_of_a_c_program_is_judged(self):
        self.build("base", 3000)
        self.build("head", 4500)
        run, measures = self.judged_run("bench.all.changed.cpu_time", "--suite", "--pairs", "10", "--name", "all",
                                        "--base-cmd", "./base", "--head-cmd", "./head")
        self.assertEqual([m for f in run["findings"] for m in f["measures"]], ["bench.all.changed.cpu_time"])
        self.assertEqual(run["findings"][0]["rule"], "bench-slower")
        changed = measures["bench.all.changed.cpu_time"]
        self.assertTrue(1.3 < changed["change"]["ratio"] < 1.7, changed)
        self.assertEqual(changed["change"]["verdict"], "fail")
        self.assertNotEqual(measures["bench.all.same.cpu_time"]["change"]["verdict"], "fail")
        self.assertEqual(measures["bench.all.changed.wall_time"]["change"]["verdict"], "pass")
        # A suite repeats what is fast more often: its own times say nothing, its memory does.
        self.assertNotIn("bench.all.cpu_time", measures)
        self.assertIn("bench.all.rss_peak", measures)
        self.assertIn("bench.all.changed.pairs", [s["name"] for s in run["series"]])
        notices = {n["message"]: n["level"] for n in run["notices"]}
        self.assertEqual(notices["bench.all.only_base.wall_time is in the results of the base only"], "warning")
        self.assertEqual(notices["bench.all.only_head.wall_time is in the results of the head only"], "note")

    @unittest.skipUnless(shutil.which("cc"), "no C compiler")
    def test_a_suite_without_optimisation_is_not_judged(self):
        self.build("base", 3000, "-O0")
        self.build("head", 4500, "-O0")
        run, measures = self.run_of("bench", "--suite", "--pairs", "10", "--base-cmd", "./base", "--head-cmd", "./head")
        self.assertEqual(measures["bench.command.changed.cpu_time"]["change"]["verdict"], "inconclusive")
        self.assertTrue([n for n in run["notices"] if "without optimisation" in n["message"]])
        self.assertEqual(run["findings"], [])

    def test_python_functions_are_judged_in_base_and_head(self):
        for side, n in (("base", 100000), ("head", 200000)):
            self.write(f"{side}/shop.py", f"def busy(k):\n    return sum(i * i for i in range(k * {n}))\n"
                                          "def same():\n    return sorted(range(30000), key=lambda x: -x)\n")
            self.write(f"{side}/weir.yaml", "version: 1\nbench:\n  benchmarks:\n"
                       "    - { name: busy, python: 'shop:busy', args: '[1]', iterations: 5, pairs: 10 }\n"
                       "    - { name: same, python: 'shop:same', iterations: 5, pairs: 10 }\n")
        run, measures = self.judged_run("bench.busy.shop_busy.cpu_time", "--config", "head/weir.yaml", "--base", "base")
        judged = [m for f in run["findings"] for m in f["measures"]]
        self.assertEqual(judged, ["bench.busy.shop_busy.cpu_time"])
        self.assertTrue(1.5 < measures["bench.busy.shop_busy.cpu_time"]["change"]["ratio"] < 2.5)
        self.assertNotEqual(measures["bench.same.shop_same.cpu_time"]["change"]["verdict"], "fail")
        self.assertGreater(measures["bench.same.shop_same.memory_peak"]["value"], 30000)

    def test_a_python_function_that_raises_is_no_pass(self):
        self.write("shop.py", "def broken():\n    raise ValueError('no luck')\n")
        self.write("weir.yaml", "version: 1\nbench: { benchmarks: [ { name: b, python: 'shop:broken' } ] }\n")
        run, _ = self.run_of("bench", codes=(3,))
        self.assertIn("ValueError: no luck", run["stages"][0]["message"])

    def printing(self, name, nanoseconds):
        """As `go test -bench` prints: wall time alone."""
        self.write(name, f"#!/bin/sh\necho 'BenchmarkJoin-2  200  {nanoseconds} ns/op  1024 B/op'\n", 0o755)

    def test_other_tools_output_is_judged_by_what_it_has(self):
        self.printing("base", 500)
        self.printing("head", 700)
        run, measures = self.run_of("bench", "--suite", "--pairs", "10", "--base-cmd", "./base", "--head-cmd", "./head", codes=(1,))
        self.assertAlmostEqual(measures["bench.command.join.wall_time"]["change"]["ratio"], 1.4)
        self.assertEqual([m for f in run["findings"] for m in f["measures"]], ["bench.command.join.wall_time"])
        self.assertEqual(measures["bench.command.join.allocated_bytes"]["change"]["verdict"], "pass")
        _, measures = self.run_of("bench", "--suite", "--runs", "3", "--", "./base")
        self.assertAlmostEqual(measures["bench.command.join.wall_time"]["value"], 5e-7, 15)
        self.assertEqual(measures["bench.command.join.wall_time"]["n"], 3)

    def test_output_that_holds_no_results_is_an_error(self):
        self.printing("base", 500)
        self.write("head", "#!/bin/sh\necho ok\n", 0o755)
        run, _ = self.run_of("bench", "--suite", "--base-cmd", "./base", "--head-cmd", "./head", codes=(3,))
        self.assertIn("benchmark 'command', head: not the results of a benchmark tool", run["stages"][0]["message"])

    def test_a_benchmark_is_a_command_or_a_function(self):
        for wrong in ("{ name: b }", "{ name: b, run: 'true', python: 'a:b' }", "{ name: b, python: 'a:b', scale: 'n=1..10' }"):
            self.write("weir.yaml", f"version: 1\nbench: {{ benchmarks: [ {wrong} ] }}\n")
            result = subprocess.run([WEIR, "bench"], cwd=self.root, capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(result.returncode, 2)
            self.assertRegex(result.stderr, r"weir\.yaml:2:\d+: a benchmark has either run or python")


unittest.main()
