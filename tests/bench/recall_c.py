#!/usr/bin/env python3
"""Recall on real fixes: does a rule fire at a place that somebody mended, and is it silent once that is mended?

tests/bench/recall_c.tsv names fixes in public histories: commit, rules, the function where it cost, the files to read.
Each is read as it was before the commit and as it is with it.

    recall_c.py [--from DIR] [--set dev|held] [--only TEXT] [--verbose]

DIR holds the repositories, as owner+name/repo (bare) or as name; what is missing is cloned into it from GitHub (without
--from: into a temporary folder, which takes long).  Nothing of a repository is run or built: its headers that a build
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


def repository(folder, name):
    """The git directory, cloned if it is not there."""
    for path in (name.replace("/", "+") + "/repo", name.split("/")[1] + "/.git", name.split("/")[1],
                 name.replace("/", "+") + ".git"):
        if os.path.exists(os.path.join(folder, path, "HEAD")):
            return os.path.join(folder, path)
    path = os.path.join(folder, name.replace("/", "+") + ".git")
    subprocess.run(["git", "clone", "--quiet", "--bare", "--filter=blob:none", "https://github.com/" + name, path],
                   check=True)
    return path


def check_out(git, commit, to):
    """The sources of the commit; without what a mirror lacks (large files)."""
    os.makedirs(to)
    names = subprocess.run(["git", "--git-dir=" + git, "ls-tree", "-r", "--name-only", commit], stdout=subprocess.PIPE,
                           check=True, text=True).stdout.splitlines()
    wanted = sorted({"*." + name.rpartition(".")[2] for name in names} & {"*." + suffix for suffix in SOURCES})
    for _ in range(9):
        with tempfile.TemporaryFile() as archive:
            done = subprocess.run(["git", "--git-dir=" + git, "archive", commit, "--", *wanted], stdout=archive,
                                  stderr=subprocess.PIPE, text=True)
            if not done.returncode:
                archive.seek(0)
                subprocess.run(["tar", "-x", "-C", to], stdin=archive, check=True)
                return
        lacking = re.search(r"invalid object .* for '(.*)'", done.stderr)
        if not lacking:
            break
        wanted.append(":(exclude)" + lacking[1])
    sys.exit("%s: no commit %s: %s" % (git, commit, done.stderr))


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


def measure(fix, folder, keep):
    """(Fired before, shown before, silent after), and what was found, as text."""
    git = repository(folder, fix.repository)
    scratch = os.path.join(keep, fix.repository.replace("/", "+") + "-" + fix.commit) if keep else tempfile.mkdtemp()
    found, told = [], []
    for side, commit in (("before", fix.commit + "~1"), ("after", fix.commit)):
        tree = os.path.join(scratch, side)
        if not os.path.exists(tree):
            check_out(git, commit, tree)
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
    options.add_argument("--from", dest="folder")
    options.add_argument("--keep", metavar="DIR", help="check out below DIR, and leave it there for the next time")
    options.add_argument("--set", choices=("dev", "held"))
    options.add_argument("--only", default="", help="rows that hold this text")
    options.add_argument("--verbose", action="store_true")
    arguments = options.parse_args()
    folder = arguments.folder or tempfile.mkdtemp(prefix="weir-fixes-")
    sums = collections.OrderedDict()
    fixes = [f for f in table() if (not arguments.set or f.set == arguments.set) and arguments.only in "\t".join(map(str, f))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for fix, (result, told) in zip(fixes, pool.map(lambda f: measure(f, folder, arguments.keep), fixes)):
            print("%-4s %-28s %-10s %-11s %s in %s" % (fix.set, fix.repository, fix.commit[:10],
                  "caught" if result[2] else "fires still" if result[0] else "missed", ",".join(fix.rules),
                  ",".join(fix.places)), *(told if arguments.verbose else ()), sep="\n", flush=True)
            for key in ((fix.set, fix.rules[0]), (fix.set, "all")):
                sums[key] = [a + b for a, b in zip(sums.get(key, [0, 0, 0, 0]), (1, *result))]
    print("\n%-5s %-24s %6s %7s %6s %7s" % ("set", "rule", "fixes", "before", "shown", "caught"))
    for (which, rule), row in sorted(sums.items(), key=lambda item: (item[0][0], item[0][1] == "all", item[0][1])):
        print("%-5s %-24s %6d %7d %6d %7d" % (which, rule, *row))


main()
