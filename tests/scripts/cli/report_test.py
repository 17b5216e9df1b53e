#!/usr/bin/env python3
"""weir report: shards merged without loss, and the index over many runs."""
import gzip
import json
import os

from program import Case, main

KINDS = ("stages", "findings", "measures", "series", "artifacts", "notices")


def finding(i):
    return {"rule": "loop-query", "severity": ["low", "high", "critical"][i % 3], "confidence": "high", "language": "c",
            "message": f"finding {i}", "location": {"path": f"src/{i % 7}.c", "line": i + 1}, "chain": [],
            "fingerprint": f"{i:016x}", "state": ["new", "known", "fixed"][i % 3], "measures": []}


def measure(i, value):
    return {"name": f"bench.b{i}.cpu_time", "stage": "bench", "unit": "s", "better": "lower", "value": value,
            "low": value * 0.9, "high": value * 1.1, "n": 9}


def run(verdict="pass", **parts):
    return {"schema": "weir.run/1", "tool": {"name": "weir", "version": "0"}, "verdict": verdict,
            **{kind: parts.get(kind, []) for kind in KINDS}}


class Report(Case):
    def store(self, path, content):
        return self.write(path, json.dumps(content))

    def test_shards_make_the_whole_run_again(self):
        whole = run(stages=[{"name": s, "status": "ok", "seconds": 0.1 + i} for i, s in enumerate("abc")],
                    findings=[finding(i) for i in range(200)], measures=[measure(i, 0.1 / (i + 3)) for i in range(50)],
                    series=[{"name": "bench.b1.runs", "x": {"name": "run", "unit": "1"},
                             "lines": [{"name": "cpu_time", "unit": "s", "points": [[1, 1 / 3], [2, 2e-17]]}]}],
                    artifacts=[{"name": "a", "path": "x/a", "kind": "text"}],
                    notices=[{"level": "warning", "message": "n"}])
        self.store("whole.json", whole)
        for k in range(3):
            self.store(f"shard{k}.json", run(**{kind: whole[kind][k::3] for kind in KINDS}))
        once = self.weir("report", "whole.json", "--format", "json", code=0).out
        for shards in (["shard0.json", "shard1.json", "shard2.json"], ["shard2.json", "shard0.json", "shard1.json"]):
            merged = json.loads(self.weir("report", *shards, "--format", "json", code=0).out)
            expected = json.loads(once)
            for kind in KINDS:
                key = lambda item: json.dumps(item, sort_keys=True)
                self.assertEqual(sorted(merged[kind], key=key), sorted(expected[kind], key=key), kind)
            self.assertEqual(merged["verdict"], "pass")
        # A whole run through itself is what it was: no number lost a digit.
        self.assertEqual(self.weir("report", self.write("again.json", once), "--format", "json", code=0).out, once)

    def test_the_worst_verdict_holds(self):
        for name, verdict in (("a", "pass"), ("b", "inconclusive"), ("c", "fail"), ("d", "incomplete")):
            self.store(f"{name}.json", run(verdict, measures=[measure(1, 1)]))
        self.weir("report", "a.json", "b.json", code=0)
        self.weir("report", "a.json", "b.json", "--strict", code=4)
        self.weir("report", "b.json", "c.json", "a.json", "--strict", code=1)
        self.weir("report", "c.json", "d.json", "a.json", code=3)

    def test_a_shard_that_cannot_be_read_is_an_error(self):
        self.store("a.json", run())
        self.write("b.json", '{"schema": "weir.run/1", "tool"')
        self.assertIn("b.json:1:", self.weir("report", "a.json", "b.json", code=3).err)

    def test_the_index_shows_every_night(self):
        for day in range(1, 6):
            self.store(f"nights/2026-11-0{day}/run.json", run("fail" if day == 5 else "pass", measures=[measure(1, day / 1000)]))
        self.write("nights/2026-11-03/index.html", "page")
        self.write("nights/2026-11-04/run.json", "{")
        said = self.weir("report", "--index", "nights", "--title", "Nights & <days>", code=0)
        self.assertIn("2026-11-04/run.json:1:", said.err)
        page = self.read("nights/index.html")
        self.assertIn("Failed · Nights &amp; &lt;days&gt;", page)
        self.assertIn('<a href="2026-11-03/index.html">2026-11-03</a>', page)
        self.assertIn("unreadable", page)
        self.assertIn("5.00 ms", page)
        self.assertLess(page.index(">2026-11-05<"), page.index(">2026-11-01<"))
        self.weir("report", "--index", "nights", code=0)                    # its own page is no run
        self.assertEqual(page.count("<th scope=\"row\""), self.read("nights/index.html").count("<th scope=\"row\""))
        self.weir("report", "--index", "nights", "-o", "elsewhere.html", "-q", code=0)
        self.assertNotIn("href=\"2026", self.read("elsewhere.html"))

    def test_an_index_of_nothing_is_an_error(self):
        os.mkdir(os.path.join(self.root, "empty"))
        self.assertIn("no NAME/run.json", self.weir("report", "--index", "empty", code=3).err)
        self.weir("report", "--index", "nowhere", code=3)
        self.store("a.json", run())
        self.weir("report", "a.json", "--index", "empty", code=2)

    def test_gzipped_sarif_is_gzip_once_wherever_it_goes(self):
        self.store("a.json", run(findings=[finding(1)]))
        plain = self.weir("report", "a.json", "--format", "sarif", code=0).stdout
        self.weir("report", "a.json", "--format", "sarif.gz", "--out", "out", code=0)
        self.weir("report", "a.json", "--format", "sarif", "-o", "named.sarif.gz", code=0)
        self.weir("report", "a.json", "--format", "sarif.gz", "-o", "named.bin", code=0)
        for path in ("out/weir.sarif.gz", "named.sarif.gz", "named.bin"):
            with open(os.path.join(self.root, path), "rb") as file:
                self.assertEqual(gzip.decompress(file.read()), plain, path)
        self.assertEqual(gzip.decompress(self.weir("report", "a.json", "--format", "sarif.gz", code=0).stdout), plain)


main()
