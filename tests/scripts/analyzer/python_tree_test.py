#!/usr/bin/env python3
"""The Python front end sees what CPython sees: every token and every node, with its place.

A sample of the standard library is read by weir and by this interpreter (cpython.py says how both are
made alike), and a file with the newest syntax is held against what CPython 3.14.2 said of it.  The unit
of each file must have one function record per def, lambda (but those that a call inlines) and module.
"""
import ast
import collections
import glob
import os
import random
import subprocess
import sys
import sysconfig
import warnings

sys.path.insert(0, os.path.dirname(__file__))
import cpython

FILES = 150
WEIR = os.environ["WEIR"]
TOOL = os.path.join(os.environ["WEIR_BUILD"], "tests", "py_front")


def sample():
    folder = sysconfig.get_path("stdlib")
    paths = glob.glob(folder + "/*.py") + glob.glob(folder + "/*/*.py") + glob.glob(folder + "/test/*/*.py")
    paths = sorted(p for p in paths if "-packages" not in p)
    random.Random(5).shuffle(paths)
    for path in paths:
        with open(path, "rb") as f:
            data = f.read()
        try:
            yield path, cpython.text_of(data), ast.parse(data)
        except (SyntaxError, ValueError, LookupError):
            continue


def by_file(text):
    found = {}
    for line in text.splitlines():
        if line.startswith("file "):
            lines = found[line[5:]] = []
        else:
            lines.append(line)
    return found


def dump(kind, paths):
    run = subprocess.run([WEIR, "analyze", "--dump-" + kind] + paths, capture_output=True, check=True)
    return by_file(run.stdout.decode())


def differences(path, kind, theirs, ours):
    if kind == "ast":
        theirs, ours = sorted(theirs), sorted(ours)
    if theirs == ours:
        return 0
    theirs, ours = collections.Counter(theirs), collections.Counter(ours)
    print("DIFFERENT", kind, path, "CPython:", list((theirs - ours).items())[:5], "weir:",
          list((ours - theirs).items())[:5])
    return 1


def compare_sample(files):
    bad = count = 0
    for kind, ask in (("tokens", cpython.tokens), ("ast", cpython.nodes)):
        ours = dump(kind, [path for path, _, _ in files])
        for path, text, _ in files:
            theirs = ask(text)
            count += len(theirs)
            mine = cpython.without_fields(kind, ours[path]) if cpython.OLD else ours[path]
            bad += differences(path, kind, theirs, mine)
    print("%d files, %d tokens and nodes, %d files differ" % (len(files), count, bad))
    return bad


def compare_newest():
    path = os.path.join(os.path.dirname(__file__), "python_3_14", "new_syntax.py")
    bad = 0
    for kind in ("tokens", "ast"):
        with open(path[:-2] + kind) as f:
            bad += differences(path, kind, f.read().splitlines(), dump(kind, [path])[path])
    return bad


def records(paths):
    """path -> how many functions, loops and classes its unit has."""
    found = {}
    out = subprocess.run([TOOL, "facts"] + paths, capture_output=True, text=True, errors="replace", check=True).stdout
    for path, lines in by_file(out).items():
        counts = found[path] = collections.Counter()
        for line in lines:
            words = line.split(None, 2)
            if len(words) == 3 and words[0] in ("function", "loop", "class") and words[1].isdigit():
                counts[words[0]] += 1
    return found


def compare_records(path, tree, got):
    """Functions and classes are stated one by one; inlined lambdas and dead loops account for the rest."""
    kinds = collections.Counter(type(n).__name__ for n in ast.walk(tree))
    defs = kinds["FunctionDef"] + kinds["AsyncFunctionDef"] + 1
    loops = kinds["For"] + kinds["AsyncFor"] + kinds["While"] + kinds["comprehension"]
    bad = []
    if not defs <= got["function"] <= defs + kinds["Lambda"]:
        bad.append(("functions", got["function"], defs, kinds["Lambda"]))
    if got["class"] != kinds["ClassDef"]:
        bad.append(("classes", got["class"], kinds["ClassDef"]))
    if got["loop"] < loops:
        bad.append(("loops", got["loop"], loops))
    for what in bad:
        print("UNIT", path, *what)
    return len(bad)


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    files = [f for _, f in zip(range(FILES), sample())]
    bad = compare_newest() + compare_sample(files)
    units = records([path for path, _, _ in files])
    for path, _, tree in files:
        bad += compare_records(path, tree, units[path])
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
