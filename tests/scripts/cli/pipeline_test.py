#!/usr/bin/env python3
"""weir run, baselines and reports on a small repository, with git."""
import json
import subprocess

from program import Case, main

SLOW = """import sqlite3


def load(connection, ids):
    found = []
    for i in ids:
        found.append(connection.execute("SELECT * FROM t WHERE id = ?", (i,)).fetchone())
    return found
"""
FAST = """import sqlite3


def load(connection, ids):
    marks = ",".join("?" * len(ids))
    return connection.execute(f"SELECT * FROM t WHERE id IN ({marks})", ids).fetchall()
"""
CONFIG = """version: 1
analyze: { paths: [app], fail-on: %s }
cache: { traces: [ { name: t, file: t.csv, size: %d, min-hit-ratio: 20%% } ] }
report: { formats: [json, sarif, markdown, html] }
"""
TRACE = "key\n" + "".join(f"{i * i % 97 % 23}\n" for i in range(4000))


class Pipeline(Case):
    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments],
                       cwd=self.root, check=True, capture_output=True)

    def repository(self):
        self.git("init", "-q", "-b", "main")
        self.write("app/db.py", FAST)
        self.write("t.csv", TRACE)
        self.write("weir.yaml", CONFIG % ("high", 20))
        self.git("add", ".")
        self.git("commit", "-q", "-m", "fast")

    def run_json(self):
        return json.loads(self.read("weir-report/run.json"))

    def test_clean_tree_passes(self):
        self.repository()
        self.weir("run", code=0)
        self.assertEqual(self.run_json()["verdict"], "pass")
        for name in ("weir.sarif", "weir.md", "index.html"):
            self.assertTrue(self.read("weir-report/" + name))

    def test_new_finding_fails_and_base_thresholds_hold(self):
        self.repository()
        self.write("app/db.py", SLOW)
        self.write("weir.yaml", CONFIG % ("never", 20))         # the change loosens its own gate: in vain
        self.weir("run", "--base", "main", code=1)
        run = self.run_json()
        self.assertEqual([(f["rule"], f["state"]) for f in run["findings"]], [("loop-query", "new")])
        self.assertEqual(subprocess.run(["git", "worktree", "list"], cwd=self.root, capture_output=True,
                                        text=True, check=True).stdout.count("\n"), 1)

    def test_old_finding_is_known_and_its_fix_is_told(self):
        self.repository()
        self.write("app/db.py", SLOW)
        self.git("commit", "-qam", "slow")
        self.write("app/db.py", "# moved down\n\n\n" + SLOW)
        self.weir("run", "--base", "main", code=0)
        self.assertEqual([f["state"] for f in self.run_json()["findings"]], ["known"])
        self.write("app/db.py", FAST)
        self.weir("run", "--base", "main", code=0)
        self.assertEqual([f["state"] for f in self.run_json()["findings"]], ["fixed"])

    def test_changed_since(self):
        self.repository()
        self.write("app/db.py", SLOW)
        self.weir("analyze", "--changed-since", "main", code=1)
        self.git("commit", "-qam", "slow")
        self.weir("analyze", "--changed-since", "main", code=0)
        self.weir("analyze", "--changed-since", "main", "--fail-on-known", code=1)
        self.weir("analyze", code=1)

    def test_smaller_cache_is_seen(self):
        self.repository()
        self.write("weir.yaml", CONFIG % ("high", 2))
        self.weir("run", "--base", "main", code=1)
        rules = {f["rule"] for f in self.run_json()["findings"]}
        self.assertTrue(rules & {"gate-limit", "gate-regression"}, rules)

    def test_what_fails_stands_at_its_definition(self):
        self.write("t.csv", TRACE)
        self.write("load.yaml", "name: s\nservice: { workers: 1, time: { law: constant, mean: 10ms } }\n"
                                "requests: [ { method: GET, path: / } ]\n"
                                "shape: { kind: constant, rate: 20/s, duration: 5s }\n"
                                "thresholds:\n  - error_rate < 1%\n  - p99 < 1ms\n")
        self.write("weir.yaml", "version: 1\nbench:\n  benchmarks:\n    - { name: ends, run: 'true', runs: 3 }\n"
                                "    - { name: breaks, run: 'false' }\n"
                                "cache:\n  traces:\n    - { name: t, file: t.csv, size: 2, min-hit-ratio: 90% }\n"
                                "    - { name: gone, file: gone.csv }\n"
                                "load: { scenarios: [ { name: s, file: load.yaml } ] }\n")
        self.weir("run", code=3)
        places = set()
        for result in json.loads(self.read("weir-report/weir.sarif"))["runs"][0]["results"]:
            place = result["locations"][0]["physicalLocation"]
            places.add((result["ruleId"], place["artifactLocation"]["uri"], place["region"]["startLine"]))
        self.assertEqual(places, {("not-measured", "weir.yaml", 5), ("gate-limit", "weir.yaml", 8),
                                  ("not-measured", "weir.yaml", 9), ("gate-limit", "load.yaml", 7)})
        said = self.weir("report", "weir-report/run.json", "--format", "github", code=3).out
        self.assertIn("file=weir.yaml,line=5,", said)
        self.assertIn("file=load.yaml,line=7,", said)

    def test_a_slower_benchmark_stands_at_its_definition(self):
        self.git("init", "-q", "-b", "main")
        self.write("weir.yaml", "version: 1\ncache:\n  traces:\n    - { name: t, file: t.csv, size: 30 }\n")
        self.write("t.csv", TRACE)
        self.git("add", ".")
        self.git("commit", "-q", "-m", "one")
        self.write("weir.yaml", "# a line more\nversion: 1\ncache:\n  traces:\n    - { name: t, file: t.csv, size: 2 }\n")
        self.weir("run", "--base", "main", code=1)
        finding, = self.run_json()["findings"]
        self.assertEqual((finding["rule"], finding["location"]["path"], finding["location"]["line"], finding["fails"]),
                         ("gate-regression", "weir.yaml", 5, True))

    def test_a_change_cannot_take_itself_out_of_the_gate(self):
        self.repository()
        self.write("app/db.py", SLOW)
        self.write("weir.yaml", (CONFIG % ("high", 20)).replace("paths: [app]", "paths: [app], exclude: ['app/*']"))
        self.weir("run", "--base", "main", code=1)
        self.weir("analyze", "--changed-since", "main", code=1)
        self.write("weir.yaml", (CONFIG % ("never", 20)).replace("paths: [app]", "paths: [app], rules: "
                                                                 "{ loop-query: { enabled: false } }"))
        self.weir("analyze", "--changed-since", "main", code=1)
        self.weir("analyze", code=0)

    def test_the_baseline_is_the_base_s(self):
        self.repository()
        self.write("app/db.py", SLOW)
        self.weir("analyze", "--write-baseline", "perf.json", code=0)
        self.write("app/db.py", FAST)
        self.write("weir.yaml", CONFIG % ("high", 20) + "gate: { baseline: perf.json }\n")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "a baseline that knows a finding")
        self.write("app/db.py", SLOW)
        self.weir("run", "--base", "main", code=0)              # main's baseline knows it
        self.weir("analyze", code=0)
        self.write("perf.json", json.dumps({"schema": "weir.baseline/1", "machine": "0" * 16, "findings": [],
                                            "measures": []}))
        self.weir("run", "--base", "main", code=0)              # the change's own is not asked
        self.weir("analyze", code=1)

    def test_what_the_change_no_longer_lists_is_named(self):
        self.repository()
        self.write("lib/db.py", FAST)
        self.write("weir.yaml", "version: 1\nanalyze: { paths: [lib] }\n")
        said = self.weir("run", "--base", "main", code=0).out
        self.assertIn("weir.yaml:2:", said)
        self.assertIn("path to analyze 'app'", said)
        self.assertIn("cache trace 't'", said)
        self.assertNotIn("cache trace", self.weir("run", "--base", "main", "--only", "analyze", code=0).out)

    def test_a_stage_that_is_not_configured_is_an_error(self):
        self.repository()
        self.assertIn("no section 'load'", self.weir("run", "--only", "load", code=2).err)
        self.assertIn("no section 'bench'", self.weir("bench", code=2).err)
        self.assertIn("no stage named 'lint'", self.weir("run", "--only", "analyze,lint", code=2).err)

    def test_junit_fails_for_what_the_gate_stops_for(self):
        self.repository()
        self.write("app/db.py", SLOW)
        for fail_on, code, failures in (("high", 1, 2), ("never", 0, 0)):
            self.weir("analyze", "--fail-on", fail_on, "--format", "junit", "-o", "junit.xml", code=code)
            self.assertIn(f'failures="{failures}"', self.read("junit.xml").splitlines()[1])

    def test_only_one_stage(self):
        self.repository()
        self.weir("run", "--only", "cache", code=0)
        self.assertEqual([s["name"] for s in self.run_json()["stages"]], ["cache"])

    def test_from_a_folder_below(self):
        self.repository()
        self.weir("run", "--base", "main", code=0, cwd=self.root + "/app")
        self.assertEqual(self.run_json()["verdict"], "pass")

    def test_baseline(self):
        self.repository()
        self.write("app/db.py", SLOW)
        self.weir("run", code=1)
        self.weir("baseline", "save", "weir-report/run.json", "perf/base.json", code=0)
        self.assertIn("cache.t.hit_ratio", self.weir("baseline", "show", "perf/base.json", code=0).out)
        self.weir("baseline", "compare", "weir-report/run.json", "perf/base.json", code=0)
        self.weir("analyze", "--baseline", "perf/base.json", code=0)
        self.weir("analyze", "--baseline", "perf/nowhere.json", code=3)

    def test_a_baseline_of_the_findings_alone(self):
        self.repository()
        self.write("app/db.py", SLOW)
        said = self.weir("analyze", "--write-baseline", "perf/known.json", code=0).out
        self.assertIn("1 known", said)
        self.assertIn("--baseline perf/known.json", said)
        self.write("app/db.py", SLOW + SLOW.replace("load(", "load_again("))
        self.assertIn("1 new, 1 known", self.weir("analyze", "--baseline", "perf/known.json", code=1).out)
        self.write("app/broken.py", "def f(:\n")
        before = self.read("perf/known.json")
        self.assertIn("was not written", self.weir("analyze", "--write-baseline", "perf/known.json", code=3).out)
        self.assertEqual(self.read("perf/known.json"), before)

    def test_reports_again_from_the_stored_run(self):
        self.repository()
        self.weir("run", code=0)
        before = self.read("weir-report/index.html")
        self.weir("report", "weir-report/run.json", "--out", "again", code=0)
        self.assertEqual(before, self.read("again/index.html"))
        self.assertEqual(self.read("weir-report/run.json"), self.read("again/run.json"))
        merged = self.weir("report", "weir-report/run.json", "again/run.json", "--format", "json", code=0)
        self.assertEqual(len(json.loads(merged.out)["stages"]), 2 * len(self.run_json()["stages"]))

    def test_init_writes_what_run_reads(self):
        self.repository()
        subprocess.run(["rm", "weir.yaml"], cwd=self.root, check=True)
        self.write("bench/parse_bench.py", "print(1)\n")
        self.write("traces/trace.csv", TRACE)
        self.write("load/s.yaml", "name: s\nservice: { workers: 2, time: { law: constant, mean: 1ms } }\n"
                                  "requests: [ { method: GET, path: / } ]\n"
                                  "shape: { kind: constant, rate: 50/s, duration: 2s }\n")
        self.weir("init", code=0)
        text = self.read("weir.yaml")
        for part in ("app", "bench/parse_bench.py", "traces/trace.csv", "load/s.yaml"):
            self.assertIn(part, text)
        self.weir("init", code=2)
        self.weir("run", "--only", "analyze,cache,load", code=0)


main()
