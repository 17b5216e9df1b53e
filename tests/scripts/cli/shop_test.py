#!/usr/bin/env python3
# runs alone: it measures
"""The main job: the improved shop against the first, and the other way round."""
import json
import os
import shutil

from program import SOURCE, Case, main


class Shop(Case):
    def setUp(self):
        super().setUp()
        self.shop = os.path.join(self.root, "shop")
        shutil.copytree(os.path.join(SOURCE, "examples/shop"), self.shop,
                        ignore=shutil.ignore_patterns("build", "weir-report"))

    def gate(self, head, base, *more, code):
        """On a machine that is too busy weir voids a load run, rightly; then it is asked again."""
        for attempt in range(3):
            result = self.weir("run", "--base", "../" + base, *more, cwd=os.path.join(self.shop, head), timeout=140)
            if result.returncode != 3 or "generator overloaded" not in result.out:
                break
        self.assertEqual(result.returncode, code, result.out)
        with open(os.path.join(self.shop, head, "weir-report/run.json"), encoding="utf-8") as file:
            return json.load(file)

    def test_improvement_is_measured(self):
        run = self.gate("after", "before", code=0)
        self.assertEqual([s["status"] for s in run["stages"]], ["ok"] * 4, run["stages"])
        measures = {m["name"]: m for m in run["measures"]}
        invoice = measures["bench.invoice.cpu_time"]
        self.assertLess(invoice["change"]["ratio"], 0.5)
        self.assertLess(invoice["change"]["high"], 0.7)
        self.assertGreater(measures["cache.sessions.hit_ratio"]["value"],
                           measures["cache.sessions.hit_ratio"]["base"]["value"])
        self.assertIn("load.history.p99", measures)
        fixed = {f["rule"] for f in run["findings"] if f["state"] == "fixed"}
        for rule in ("loop-query-indirect", "loop-linear-search", "loop-regex-compile", "loop-file-open",
                     "quad-strlen-cond", "quad-string-concat", "py-async-blocking-indirect"):
            self.assertIn(rule, fixed)
        self.assertEqual([f for f in run["findings"] if f["state"] == "new"], [])

    def test_the_way_back_fails(self):
        run = self.gate("before", "after", "--only", "analyze,bench", code=1)
        rules = {f["rule"] for f in run["findings"] if f["state"] == "new"}
        self.assertIn("bench-slower", rules)
        self.assertIn("loop-query-indirect", rules)


main()
