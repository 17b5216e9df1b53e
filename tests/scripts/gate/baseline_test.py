#!/usr/bin/env python3
"""Baselines through the program: what passes, what fails, and what a killed save leaves."""
import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

WEIR = os.environ["WEIR"]
if not os.path.exists(WEIR):
    sys.exit(77)


def finding(fingerprint, **more):
    return {"rule": "loop-query", "severity": "high", "confidence": "high", "language": "c",
            "message": "a query in a loop", "location": {"path": "a.c", "line": 3}, "fingerprint": fingerprint, "state": "new", **more}


def measure(name, value, unit="ratio", better="higher", **more):
    return {"name": name, "stage": name.split(".")[0], "unit": unit, "better": better, "value": value, "n": 0, **more}


def run_of(findings=(), measures=(), verdict="pass"):
    return {"schema": "weir.run/1", "tool": {"name": "weir", "version": "0"}, "verdict": verdict, "stages": [],
            "findings": list(findings), "measures": list(measures), "series": [], "artifacts": [], "notices": []}


BEFORE = run_of([finding("00000000000000aa"), finding("00000000000000bb", location={"path": "b.c", "line": 9})],
                [measure("cache.s.hit_ratio", 0.9),
                 measure("bench.p.cpu_time", 1, "s", "lower", low=0.9, high=1.1, n=20)])


def limit_files_to_100_bytes():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


class Baseline(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="weir-gate-")
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        self.save(BEFORE, "base.json")

    def path(self, name):
        return os.path.join(self.root, name)

    def weir(self, *arguments, code=0, **how):
        result = subprocess.run([WEIR, *arguments], cwd=self.root, capture_output=True, timeout=60, text=True, **how)
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        return result

    def save(self, run, name, code=0, **how):
        with open(self.path("run.json"), "w", encoding="utf-8") as out:
            json.dump(run, out)
        return self.weir("baseline", "save", "run.json", name, code=code, **how)

    def compare(self, run, code, *options):
        with open(self.path("now.json"), "w", encoding="utf-8") as out:
            json.dump(run, out)
        return json.loads(self.weir("baseline", "compare", "now.json", "base.json", "--format", "json", *options,
                                    code=code).stdout)

    def test_the_same_run_passes_and_all_is_known(self):
        result = self.compare(BEFORE, 0)
        self.assertEqual(result["verdict"], "pass")
        self.assertEqual([f["state"] for f in result["findings"]], ["known", "known"])
        self.assertEqual(self.compare(BEFORE, 1, "--fail-on-known")["verdict"], "fail")

    def test_new_known_and_fixed(self):
        findings = [finding("00000000000000aa"), finding("00000000000000cc")]
        result = self.compare(run_of(findings, BEFORE["measures"]), 1)
        states = {f["fingerprint"]: f["state"] for f in result["findings"]}
        self.assertEqual(states, {"00000000000000aa": "known", "00000000000000bb": "fixed",
                                  "00000000000000cc": "new"})

    def test_a_worse_hit_ratio_fails_with_a_sentence(self):
        result = self.compare(run_of(BEFORE["findings"], [measure("cache.s.hit_ratio", 0.8)]), 1)
        self.assertIn("s: hit ratio went from 90.0 % to 80.0 % (-11.1 %)", [f["message"] for f in result["findings"]])
        self.assertEqual(self.compare(run_of(BEFORE["findings"], [measure("cache.s.hit_ratio", 0.8)]), 0,
                                      "--max-change", "20%")["verdict"], "pass")

    def test_intervals_that_overlap_are_inconclusive(self):
        time_of = lambda value, low, high: measure("bench.p.cpu_time", value, "s", "lower", low=low, high=high, n=20)
        self.assertEqual(self.compare(run_of([], [time_of(1.2, 1.05, 1.3)]), 0)["verdict"], "inconclusive")
        self.assertEqual(self.compare(run_of([], [time_of(1.2, 1.15, 1.3)]), 1)["verdict"], "fail")
        self.assertEqual(self.compare(run_of([], [time_of(0.5, 0.4, 0.6)]), 0)["verdict"], "pass")

    def test_what_is_saved_does_not_depend_on_order_or_lines(self):
        moved = [dict(f, location={"path": f["location"]["path"], "line": 77}) for f in reversed(BEFORE["findings"])]
        self.save(run_of(moved, reversed(BEFORE["measures"])), "other.json")
        with open(self.path("base.json"), "rb") as one, open(self.path("other.json"), "rb") as other:
            self.assertEqual(one.read(), other.read())

    def test_gz_is_the_same_packed(self):
        self.save(BEFORE, "base.json.gz")
        with gzip.open(self.path("base.json.gz")) as packed, open(self.path("base.json"), "rb") as plain:
            self.assertEqual(packed.read(), plain.read())
        self.weir("baseline", "show", "base.json.gz")

    def test_an_incomplete_run_is_no_baseline(self):
        self.assertIn("incomplete", self.save(run_of(verdict="incomplete"), "base.json", code=3).stderr)
        self.weir("baseline", "show", "base.json")

    def test_a_full_disk_keeps_the_old_one(self):
        with open(self.path("base.json"), "rb") as file:
            before = file.read()
        result = self.save(BEFORE, "base.json", code=3, preexec_fn=limit_files_to_100_bytes)
        self.assertIn("cannot write", result.stderr)
        with open(self.path("base.json"), "rb") as file:
            self.assertEqual(file.read(), before)
        self.assertEqual(sorted(os.listdir(self.root)), ["base.json", "run.json"])

    def test_a_save_killed_at_any_moment_leaves_a_whole_file(self):
        large = run_of([], [measure(f"cache.k{i}.hit_ratio", i / 5000) for i in range(5000)])
        with open(self.path("run.json"), "w", encoding="utf-8") as out:
            json.dump(large, out)
        killed = 0
        for i in range(25):
            process = subprocess.Popen([WEIR, "baseline", "save", "run.json", "base.json"], cwd=self.root,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(i * 0.008)
            process.kill()
            killed += process.wait() == -signal.SIGKILL
            with open(self.path("base.json"), encoding="utf-8") as file:
                self.assertIn(len(json.load(file)["measures"]), (2, 5000))
        self.assertGreater(killed, 0)

    def test_files_that_are_no_baseline(self):
        for text in ("", "{", "[]", '{"schema":"weir.run/1"}', json.dumps(BEFORE)):
            with open(self.path("bad.json"), "w", encoding="utf-8") as out:
                out.write(text)
            self.assertIn("bad.json", self.weir("baseline", "show", "bad.json", code=3).stderr)


unittest.main()
