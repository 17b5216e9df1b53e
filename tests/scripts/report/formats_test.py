#!/usr/bin/env python3
"""JUnit, GitLab, GitHub, Bencher, github-action-benchmark, OpenMetrics and sarif.gz as their readers see them:
each parsed by something that is not weir, and held against the rules of its format."""
import gzip
import json
import os
import re
import sys
import tempfile
import unittest
import xml.etree.ElementTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import runs

COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]")
OUTCOMES = {"failure", "error", "skipped", "system-out"}


class Formats(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        name = cls.folder.name
        cls.runs = {"sample": runs.sample(name), "hostile": runs.hostile(name), "empty": runs.empty(name)}

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def each(self, report_format):
        for name, run in self.runs.items():
            with self.subTest(run=name):
                yield name, runs.render(run, report_format)

    def harmless(self, text):
        self.assertIsNone(CONTROL.search(text), text)

    def test_junit(self):
        for name, out in self.each("junit"):
            root = xml.etree.ElementTree.fromstring(out)
            self.assertEqual(root.tag, "testsuites")
            self.check_counts(root)
            for suite in root:
                self.assertEqual(suite.tag, "testsuite")
                self.check_counts(suite)
                for case in suite:
                    self.assertEqual(case.tag, "testcase")
                    self.assertTrue(case.get("name") and case.get("classname"))
                    self.assertLessEqual(len(case), 1)
                    self.assertTrue({child.tag for child in case} <= OUTCOMES)
            for element in root.iter():
                for value in element.attrib.values():
                    self.harmless(value)
                self.harmless((element.text or "").replace("\n", ""))
            self.assertEqual(root.get("failures") == "0", name == "empty")

    def check_counts(self, element):
        self.assertEqual(int(element.get("tests")), len(list(element.iter("testcase"))))
        for key, tag in COUNTED.items():
            self.assertEqual(int(element.get(key)), len(list(element.iter(tag))), key)
        self.assertGreaterEqual(float(element.get("time")), 0)

    def test_gitlab(self):
        for name, out in self.each("gitlab"):
            issues = json.loads(out)
            self.assertEqual(bool(issues), name != "empty")
            prints = [issue["fingerprint"] for issue in issues]
            self.assertEqual(len(prints), len(set(prints)))
            for issue in issues:
                self.assertEqual(set(issue), {"description", "check_name", "fingerprint", "severity", "location"})
                self.assertIn(issue["severity"], ("info", "minor", "major", "critical", "blocker"))
                self.assertNotIn("..", issue["location"]["path"].split("/"))
                self.assertFalse(issue["location"]["path"].startswith(("/", "./")))
                self.assertGreaterEqual(issue["location"]["lines"]["begin"], 1)
                for text in (issue["description"], issue["check_name"], issue["location"]["path"]):
                    self.assertTrue(text)
                    self.harmless(text)

    def test_github(self):
        command = re.compile(r"::(error|warning|notice) ((?:[A-Za-z]+=[^:,]*,?)+)::(.*)")
        for name, out in self.each("github"):
            lines = out.decode().split("\n")[:-1]
            self.assertEqual(bool(lines), name != "empty")
            for kind in ("error", "warning", "notice"):
                self.assertLessEqual(sum(line.startswith("::" + kind) for line in lines), 10)
            for line in lines:
                self.harmless(line)
                properties = command.fullmatch(line).group(2).split(",")
                self.assertTrue({p.split("=")[0] for p in properties} <=
                                {"file", "line", "endLine", "col", "endColumn", "title"})

    def test_bencher(self):
        for name, out in self.each("bencher"):
            benchmarks = json.loads(out, object_pairs_hook=self.once)
            self.assertEqual(bool(benchmarks), name != "empty")
            for benchmark, measures in benchmarks.items():
                self.assertTrue(0 < len(benchmark) <= 1024 and measures)
                self.harmless(benchmark)
                for measure, metric in measures.items():
                    self.assertTrue(0 < len(measure) <= 64)
                    self.assertIn("value", metric)
                    self.assertTrue(set(metric) <= {"value", "lower_value", "upper_value"})
                    self.assertTrue(all(type(v) in (int, float) for v in metric.values()))

    def once(self, pairs):
        keys = [key for key, _ in pairs]
        self.assertEqual(len(keys), len(set(keys)))
        return dict(pairs)

    def test_github_action_benchmark(self):
        names = {}
        for report_format in ("benchmark-smaller", "benchmark-bigger"):
            for name, out in self.each(report_format):
                entries = json.loads(out)
                names.setdefault(name, []).extend(e["name"] for e in entries)
                for entry in entries:
                    self.assertTrue({"name", "unit", "value"} <= set(entry) <= {"name", "unit", "value", "range", "extra"})
                    self.assertIn(type(entry["value"]), (int, float))
                    for key in set(entry) - {"value"}:
                        self.assertTrue(entry[key])
                        self.harmless(entry[key])
        for listed in names.values():
            self.assertEqual(len(listed), len(set(listed)))
        self.assertIn("load.checkout.throughput", names["sample"])

    def test_openmetrics(self):
        for name, out in self.each("openmetrics"):
            text = out.decode()
            self.harmless(text.replace("\n", ""))
            families = read_openmetrics(self, text)
            self.assertEqual(sum(v for _, v in families["weir_verdict"]), 1)
            self.assertEqual(any(f.startswith("weir_measure_") for f in families), name != "empty")
            try:
                from prometheus_client.openmetrics import parser
            except ImportError:
                continue
            self.assertEqual({f.name for f in parser.text_string_to_metric_families(text)}, set(families))

    def test_sarif_gz(self):
        for name, out in self.each("sarif.gz"):
            self.assertEqual(gzip.decompress(out), runs.render(self.runs[name], "sarif"))


def read_openmetrics(test, text):
    """{family: [(labels, value)]}, by the rules of OpenMetrics 1.0 for gauges and state sets."""
    lines = text.split("\n")
    test.assertEqual(lines[-2:], ["# EOF", ""])
    families, units, current = {}, {}, None
    sample = re.compile(r'([a-z_][a-z0-9_]*)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+)\})? (-?[0-9.e+-]+)')
    for line in lines[:-2]:
        if line.startswith("# "):
            _, keyword, family, rest = line.split(" ", 3)
            if family != current:
                test.assertNotIn(family, families, "a family's lines stand together")
                test.assertEqual(keyword, "TYPE")
                test.assertIn(rest, ("gauge", "stateset"))
                current = family
                families[family] = []
            elif keyword == "UNIT":
                test.assertTrue(family.endswith("_" + rest))
                units[family] = rest
            else:
                test.assertEqual(keyword, "HELP")
            continue
        match = sample.fullmatch(line)
        test.assertIsNotNone(match, line)
        test.assertEqual(match.group(1), current)
        test.assertNotIn(match.group(2), [labels for labels, _ in families[current]])
        families[current].append((match.group(2), float(match.group(3))))
    for family, samples in families.items():
        if family.startswith("weir_measure_"):
            test.assertTrue(samples)
            test.assertFalse(family.endswith(("_seconds", "_bytes", "_ratio")) and family not in units)
    return families


unittest.main(verbosity=1)
