#!/usr/bin/env python3
"""The Python front end sees what CPython's ast sees: kinds and places of nodes.

A sample of the standard library is read by both.  Statements, functions, classes, loops, comprehensions,
calls, attributes and more must be the same, with the same lines and columns.  Spans inside f-strings are
compared from Python 3.12 on; before, ast says where the whole string is.  The unit of each file must
have one function record per def, lambda (but those that a call inlines) and module.
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

FILES = 150
TOOL = os.path.join(os.environ["WEIR_BUILD"], "tests", "py_front")
KINDS = set("""FunctionDef AsyncFunctionDef ClassDef For AsyncFor While With AsyncWith Try ExceptHandler Match
Return Delete Assign AugAssign AnnAssign Raise Assert Import ImportFrom Global Nonlocal Expr Pass Break Continue
BoolOp Compare IfExp Lambda NamedExpr Await Yield YieldFrom Call Attribute Subscript Slice Starred List Set Dict
ListComp SetComp DictComp GeneratorExp comprehension""".split())
# comprehension has no place in ast; a generator that is a call's only argument has the call's brackets there.
PLACELESS = ("comprehension", "GeneratorExp")


def sample():
    folder = sysconfig.get_path("stdlib")
    paths = glob.glob(folder + "/*.py") + glob.glob(folder + "/*/*.py") + glob.glob(folder + "/test/*/*.py")
    # test_print.py holds the print statement of Python 2 on purpose, which ast takes for something else.
    paths = sorted(p for p in paths if "-packages" not in p and not p.endswith("test_print.py"))
    random.Random(5).shuffle(paths)
    for path in paths:
        with open(path, "rb") as f:
            try:
                yield path, ast.parse(f.read())
            except (SyntaxError, ValueError):
                continue


def expected(tree):
    """Counters of nodes outside and inside f-strings."""
    counts = (collections.Counter(), collections.Counter())
    todo = [(tree, False)]
    while todo:
        node, inside = todo.pop()
        kind = type(node).__name__
        inside_here = inside or kind in ("JoinedStr", "TemplateStr")
        kind = "Try" if kind == "TryStar" else kind
        if kind in KINDS:
            place = () if kind in PLACELESS else (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
            counts[inside][(kind,) + place] += 1
        todo.extend((child, inside_here) for child in ast.iter_child_nodes(node))
    return counts


def tool(mode, paths):
    return subprocess.run([TOOL, mode] + paths, capture_output=True, text=True, errors="replace", check=True).stdout


def seen(paths):
    found = {}
    for line in tool("dump", paths).splitlines():
        words = line.split()
        if words[0] == "file":
            counts = found[line[5:]] = (collections.Counter(), collections.Counter())
            continue
        inside = words[-1] == "f"
        place = () if words[0] in PLACELESS else tuple(int(w) for w in words[1:5])
        counts[inside][(words[0],) + place] += 1
    return found


def records(paths):
    """path -> how many functions, loops and classes its unit has."""
    found = {}
    for line in tool("facts", paths).splitlines():
        words = line.split(None, 2)
        if line.startswith("file "):
            counts = found[line[5:]] = collections.Counter()
        elif len(words) == 3 and words[0] in ("function", "loop", "class") and words[1].isdigit():
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
    trees = dict(t for _, t in zip(range(FILES), sample()))
    got = seen(list(trees))
    units = records(list(trees))
    bad = 0
    total = collections.Counter()
    for path, tree in trees.items():
        want = expected(tree)
        parts = (0, 1) if sys.version_info >= (3, 12) else (0,)
        for part in parts:
            for node in (want[part] - got[path][part]) + (got[path][part] - want[part]):
                bad += 1
                print("DIFFERENT", path, *node)
            for node, n in want[part].items():
                total[node[0]] += n
        bad += compare_records(path, tree, units[path])
    print("%d files, %d nodes: " % (len(trees), sum(total.values())) +
          ", ".join("%d %s" % (total[k], k) for k in ("FunctionDef", "ClassDef", "For", "While", "comprehension", "Call")))
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
