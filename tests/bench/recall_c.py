#!/usr/bin/env python3
"""Recall on real fixes: does a rule fire at a place that somebody mended, and is it silent once that is mended?

tests/bench/recall_c.tsv names fixes in public histories: commit, rules, the function where it cost, the files to read.
Each is read as it was before the commit and as it is with it.

    recall_c.py --repositories DIR | --clone  [--set known|held] [--only TEXT] [--verbose]

known were looked at while the rules were mended, held were chosen at random before that, and only counted.  Nothing of a repository is run or built: its headers that a build
would make are empty files here.  A finding counts whatever its severity; how many were shown by default (MEDIUM and
up) is told beside it.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import histories

HERE = os.path.dirname(os.path.abspath(__file__))
WEIR = os.environ.get("WEIR") or os.path.join(os.environ.get("WEIR_BUILD", "build"), "cli", "weir")
MADE_HEADERS = 12       # rounds of looking for headers that a build makes
SOURCES = ("c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx", "inc", "def", "inl", "tcc", "inline")

Fix = collections.namedtuple("Fix", "set repository commit rules places files flags")


def table():
    """The rows of recall_c.tsv; flags of a repository stand in rows of their own, "flags<TAB>owner/name<TAB>..."."""
    flags, rows = {}, []
    with open(os.path.join(HERE, "recall_c.tsv"), encoding="utf-8") as f:
        for line in f:
            cells = line.rstrip("\n").split("\t")
            if line.startswith("#") or not line.strip():
                continue
            if cells[0] == "flags":
                flags[cells[1]] = cells[2].split()
            else:
                rows.append(Fix(cells[0], cells[1], cells[2], cells[3].split(","), cells[4].split(","),
                                cells[5].split(), None))
    return [r._replace(flags=flags.get(r.repository, [])) for r in rows]


def read(tree, fix, made):
    """The run of weir over the fix's files, as JSON."""
    files = [f for f in fix.files if os.path.exists(os.path.join(tree, f))]
    if not files:
        sys.exit("%s %s: none of its files is there" % (fix.repository, fix.commit))
    out = subprocess.run([WEIR, "analyze", *files, "--rule", ",".join(fix.rules), "--no-cache", "--jobs", "1", "--quiet",
                          "--verbose", "--fail-on", "never", "--format", "json", "--", *fix.flags, "-I" + made],
                         cwd=tree, capture_output=True, text=True, env=dict(os.environ, XDG_CACHE_HOME=made))
    return json.loads(out.stdout)


def analyze(tree, fix, scratch):
    """Findings, with empty files for the headers that only a build would make."""
    made = os.path.join(scratch, "made")
    os.makedirs(made, exist_ok=True)
    for _ in range(MADE_HEADERS):
        run = read(tree, fix, made)
        missing = {m[1] for n in run["notices"] for m in re.finditer(r"'([^']+)' file not found", n["message"])}
        missing = {m for m in missing if not os.path.exists(os.path.join(made, m)) and ".." not in m}
        for name in missing:
            os.makedirs(os.path.dirname(os.path.join(made, name)), exist_ok=True)
            open(os.path.join(made, name), "w", encoding="utf-8").close()
        if not missing:
            break
    return run["findings"]


def is_at(finding, place):
    """Is the finding in the function, or does its chain lead through it?  A place is function or function:text, where
    the message holds the text."""
    name, _, text = place.partition(":")
    if text and text not in finding["message"]:
        return False
    function = finding.get("function", "")
    return function == name or function.endswith("::" + name) or any(
        re.match(r"(\S*::)?%s\(\)" % re.escape(name), step["message"]) for step in finding.get("chain", []))


def measure(fix, repositories, keep):
    """(Fired before, shown before, silent after), and what was found, as text."""
    scratch = os.path.join(keep, fix.repository.replace("/", "+") + "-" + fix.commit) if keep else tempfile.mkdtemp()
    found, told = [], []
    for side, commit in (("before", fix.commit + "~1"), ("after", fix.commit)):
        tree = os.path.join(scratch, side)
        if not os.path.exists(tree) and not repositories.check_out(fix.repository, commit, tree, SOURCES):
            sys.exit("could not be had: %s %s" % (fix.repository, commit))
        findings = analyze(tree, fix, scratch)
        found.append([f for f in findings if any(is_at(f, p) for p in fix.places)])
        told += ["    %s %s %s %s:%d %s(): %s" % (side, "*" if f in found[-1] else " ", f["severity"],
                 f["location"]["path"], f["location"]["line"], f.get("function"), f["message"]) for f in findings]
    if not keep:
        shutil.rmtree(scratch)
    shown = any(f["severity"] != "low" for f in found[0])
    return (bool(found[0]), shown, bool(found[0]) and not found[1]), told


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    histories.add_options(options)
    options.add_argument("--keep", metavar="DIR", help="check out below DIR, and leave it there for the next time")
    options.add_argument("--only", default="", help="rows that hold this text")
    options.add_argument("--verbose", action="store_true")
    arguments = options.parse_args()
    if not arguments.repositories and not arguments.clone:
        print(histories.NOT_MEASURED)
        return
    sums = collections.OrderedDict()
    fixes = [f for f in table() if (not arguments.set or f.set == arguments.set) and arguments.only in "\t".join(map(str, f))]
    with histories.Repositories(arguments) as repositories, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for fix, (result, told) in zip(fixes, pool.map(lambda f: measure(f, repositories, arguments.keep), fixes)):
            print("%-4s %-28s %-10s %-11s %s in %s" % (fix.set, fix.repository, fix.commit[:10],
                  "caught" if result[2] else "fires still" if result[0] else "missed", ",".join(fix.rules),
                  ",".join(fix.places)), *(told if arguments.verbose else ()), sep="\n", flush=True)
            for key in ((fix.set, fix.rules[0]), (fix.set, "all")):
                sums[key] = [a + b for a, b in zip(sums.get(key, [0, 0, 0, 0]), (1, *result))]
    print("\n%-5s %-24s %6s %7s %6s %7s" % ("set", "rule", "fixes", "before", "shown", "caught"))
    for (which, rule), row in sorted(sums.items(), key=lambda item: (item[0][0], item[0][1] == "all", item[0][1])):
        print("%-5s %-24s %6d %7d %6d %7d" % (which, rule, *row))


main()
