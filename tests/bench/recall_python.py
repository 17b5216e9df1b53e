#!/usr/bin/env python3
"""How much weir finds of what people mended: fixes from public histories.

	recall_python.py --repositories DIR | --clone  [--set known|held] [--row COMMIT] [--rule ID] [--tables] [-v]

Each row of recall_python.tsv names a commit that mends one bottleneck: the repository, the file and the
lines of the revision before it that the bottleneck stands on, what of the tree has to be read to see it, and
the rules that say what is wrong.  The revision before must give a finding of such a rule on these lines, the
commit itself none on what became of them.

known   were looked at while the rules were written
held    were chosen at random before that, and only counted

Ruff with all its rules is asked about the same lines, if it is on the PATH or named by RUFF; of its rules those count
that are about speed, memory or blocking.  Nothing is required of the numbers: docs/recall.md has them.  Exits 1 if a row's
revision could not be had.
"""
import argparse
import collections
import csv
import difflib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile

import histories

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ.get("WEIR_BUILD", "build/release")
WEIR = os.path.abspath(os.environ.get("WEIR", os.path.join(BUILD, "cli", "weir")))
RUFF = os.environ.get("RUFF") or shutil.which("ruff")
ENDINGS = ("py", "pyi")
# ruff's rules on speed, memory and blocking calls, by prefix or code.
RUFF_SPEED = ("PERF", "ASYNC", "C4", "FURB", "B019", "RUF005", "RUF015", "RUF017", "SIM118", "PLR6201", "PLR1714",
              "PD011", "PLW1508", "UP028", "RUF039", "DJ")
SLACK = 2       # lines around the named ones that still are the place

Row = collections.namedtuple("Row", "set rules repository commit file first last paths")


def rows_of(path):
	with open(path, newline="") as file:
		for line in csv.reader((x for x in file if not x.startswith("#")), delimiter="\t"):
			part, rules, repository, commit, name, lines, paths = line
			first, _, last = lines.partition("-")
			yield Row(part, rules.split("|"), repository, commit, name, int(first), int(last or first), paths.split())


def findings_of(folder, weir):
	done = subprocess.run([weir, "analyze", "--no-cache", "-q", "--format", "json", "."], cwd=folder, capture_output=True)
	return json.loads(done.stdout)["findings"]


def at_place(findings, row, first, last, any_rule=False):
	return [f for f in findings if f["location"]["path"] == row.file and (any_rule or f["rule"] in row.rules)
		and first - SLACK <= f["location"]["line"] <= last + SLACK]


def became(before, after, first, last):
	"""The lines that first to last of one text have become in the other; they may be none."""
	matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
	start, end = None, None
	for tag, a, b, c, d in matcher.get_opcodes():
		if a <= first - 1 < b:
			start = c + (first - 1 - a) if tag == "equal" else c
		if a <= last - 1 < b:
			end = c + (last - 1 - a) + 1 if tag == "equal" else d
	return (start + 1, max(end, start + 1)) if start is not None and end is not None else (1, 0)


def lines_of(folder, name):
	try:
		with io.open(os.path.join(folder, name), encoding="utf-8", errors="replace", newline="") as file:
			return file.read().split("\n")
	except FileNotFoundError:
		return []


def ruff_at(folder, row):
	"""Codes of ruff's rules on speed that point at the place."""
	done = subprocess.run([RUFF, "check", "--isolated", "--preview", "--no-cache", "--select", "ALL", "--exit-zero",
			       "--output-format", "json", row.file], cwd=folder, capture_output=True)
	try:
		found = json.loads(done.stdout)
	except ValueError:
		return []
	return sorted({f["code"] for f in found if f["code"] and f["code"].startswith(RUFF_SPEED)
		       and row.first - SLACK <= f["location"]["row"] <= row.last + SLACK})


Result = collections.namedtuple("Result", "row fired shown silent ruff others")


def measure(row, repositories, args):
	with tempfile.TemporaryDirectory() as before, tempfile.TemporaryDirectory() as after:
		if not repositories.check_out(row.repository, row.commit + "^", before, ENDINGS, row.paths):
			return None
		repositories.check_out(row.repository, row.commit, after, ENDINGS, row.paths)
		found = findings_of(before, args.weir)
		here = at_place(found, row, row.first, row.last)
		first, last = became(lines_of(before, row.file), lines_of(after, row.file), row.first, row.last)
		there = at_place(findings_of(after, args.weir), row, first, last) if here or args.verbose else []
		ruff = ruff_at(before, row) if RUFF else None
		others = [] if here else sorted({f["rule"] for f in at_place(found, row, row.first, row.last, any_rule=True)})
		if args.verbose:
			for what, some in (("before", here), ("after", there)):
				for f in some:
					print("    %s: %d %s [%s] %s" % (what, f["location"]["line"], f["rule"], f["severity"], f["message"]))
		return Result(row, bool(here), any(f["severity"] != "low" for f in here), not there, ruff, others)


def mark(yes):
	return "yes" if yes else "-"


def print_row(result):
	row = result.row
	print("%-5s %-24s %-28s %s %s:%d  fired %s, shown %s, silent after %s%s%s" % (
		row.set, row.rules[0], row.repository, row.commit[:9], row.file, row.first, mark(result.fired), mark(result.shown),
		mark(result.silent), ", ruff " + ",".join(result.ruff) if result.ruff else "",
		", there: " + ",".join(result.others) if result.others else ""), flush=True)


def counts(results):
	return (len(results), sum(r.fired for r in results), sum(r.shown for r in results),
		sum(r.fired and r.silent for r in results), sum(bool(r.ruff) for r in results))


def print_table(results, key, heading):
	groups = collections.defaultdict(list)
	for result in results:
		groups[key(result)].append(result)
	print("\n| %s | fixes | fired before | shown before | fired and silent after | ruff, all rules |\n|---|---|---|---|---|---|" % heading)
	for name, some in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
		print("| %s | %d | %d | %d | %d | %d |" % ((name,) + counts(some)))
	print("| **all** | **%d** | **%d** | **%d** | **%d** | **%d** |" % counts(results))


def main():
	parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
	histories.add_options(parser)
	parser.add_argument("--row", metavar="COMMIT", help="only commits that begin so")
	parser.add_argument("--rule", help="only rows of this rule")
	parser.add_argument("--weir", default=WEIR)
	parser.add_argument("--tables", action="store_true", help="only the tables")
	parser.add_argument("-v", "--verbose", action="store_true", help="what was found at the place")
	args = parser.parse_args()
	if not args.repositories and not args.clone:
		print(histories.NOT_MEASURED)
		return 0
	results, missing = [], []
	with histories.Repositories(args) as repositories:
		for row in rows_of(os.path.join(HERE, "recall_python.tsv")):
			if (args.set and row.set != args.set or args.row and not row.commit.startswith(args.row)
			    or args.rule and args.rule not in row.rules):
				continue
			result = measure(row, repositories, args)
			if result is None:
				missing.append(row)
				continue
			results.append(result)
			if not args.tables:
				print_row(result)
	print_table(results, lambda r: r.row.rules[0], "rule")
	print_table(results, lambda r: r.row.set, "set")
	for row in missing:
		print("could not be had: %s %s" % (row.repository, row.commit))
	return 1 if missing else 0


if __name__ == "__main__":
	sys.exit(main())
