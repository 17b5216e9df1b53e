#!/usr/bin/env python3
"""weir analyze --fix and --diff: the changed program is the same program.

The expected text is written by hand; both programs are run and give the same on random input; the diff
is applied by git and gives what --fix writes.  Line ends, byte order marks and files that are not UTF-8
stay as they are.
"""
import os
import random
import subprocess
import sys
import tempfile

WEIR = os.environ["WEIR"]

BEFORE = '''def first(xs):
    return sorted(xs)[0], sorted(list(xs), key=lambda x: -x)[0]


def late(xs: list[int]):
    return any([x > 3 for x in xs]) or all([x % 2 for x in xs if x != 0])


def calls(xs):
    return any([print(x) for x in xs])


def nested(groups):
    out = []
    for g in groups:
        out.append(sorted(set(list(g))))
        out.append(set([x + 1 for x in g]))
        out.append(dict([(x, x * x) for x in g if x]))
        out.append(sorted(list([x for x in g])))
        out.append(list(sorted(list(g))))
        out.append(f"{sorted(set([x for x in g]))}")
        out.append(set([x  # why
                        for x in g]))
        out.append(dict(
            (x, list(sorted([x])))
            for x in g
        ))
        out.append(list(
            list(
                filter(lambda x: x if x > 2 else 0, g)
            )
        ))
        out.append(list(
            list(
                reversed(g)
            )
        ))
        out.append(list(map(lambda x: set([x, 1]), set([y - 1 for y in g]))))
        out.append(list(filter(
            lambda x: x != 1,
            g or [])))
    return out


def found(groups):
    seen, n = {}, 0
    for g in groups:
        for x in g:
            n += str(x) in ["1", "2", "3", "4"]
            n += x in list(seen or {}) and str(x) in seen.keys()
            n += 3 in list(seen or {3: 4})
            seen[str(x)] = [y for y in list(g)]
    return n, len(list(seen)), seen


def multiline(xs):
    some = list(xs)
    return any([
        x is None
        for x in some
    ])
'''
AFTER = '''def first(xs):
    return min(xs), min(xs, key=lambda x: -x)


def late(xs: list[int]):
    return any(x > 3 for x in xs) or all(x % 2 for x in xs if x != 0)


def calls(xs):
    return any([print(x) for x in xs])


def nested(groups):
    out = []
    for g in groups:
        out.append(sorted(set(g)))
        out.append({x + 1 for x in g})
        out.append({x: x * x for x in g if x})
        out.append(sorted([x for x in g]))
        out.append(sorted(g))
        out.append(f"{sorted(set([x for x in g]))}")
        out.append(set([x  # why
                        for x in g]))
        out.append({
            x: sorted([x])
            for x in g
        })
        out.append([x for x in g if (x if x > 2 else 0)])
        out.append(list(
            reversed(g)
        ))
        out.append([set([x, 1]) for x in {y - 1 for y in g}])
        out.append([
            x for x in g or []
            if x != 1])
    return out


def found(groups):
    seen, n = {}, 0
    for g in groups:
        for x in g:
            n += str(x) in {"1", "2", "3", "4"}
            n += x in list(seen or {}) and str(x) in seen
            n += 3 in (seen or {3: 4})
            seen[str(x)] = list(g)
    return n, len(seen), seen


def multiline(xs):
    some = list(xs)
    return any(
        x is None
        for x in some
    )
'''
# What could be told apart, by a value that it may have, or by how long it takes.
KEPT = '''import re


def answers(xs, ys: list, zs: list[str], d):
    yield any([x > 3 for x in xs])              # what is left of an iterator
    yield any([y > 3 for y in ys])              # None > 3 behind one that answers
    yield any([z[5] for z in zs])
    yield any([y.late for y in ys])             # a property
    yield all([y is None for y in (d, xs)])     # so few
    yield any([y for y in ys for z in y])
    yield any([y is None for y in ys if y])
    yield all([not y for y in ys])
    yield any(list(xs)), len(list(xs)), any([1 / int(z) for z in zs])


class Tree(dict):
    def __len__(self):
        return [len([x for x in self]) for _ in self.parts]

    def keys(self):
        return [self.name(x) for x in dict.keys(self)]


def looked_for(gs, tree: dict, word=None, text=""):
    own = {}
    word = word or "c"
    for g in gs:
        own[g] = str(g)
        yield g in tree.keys()                  # a class of its own may have another one
        yield g in list(own)                    # a list is in no list of names, and an error in a dict
        yield word in ["a", "b", "c", "d"]
        yield text in ["a", "b", "c", "d"]
        yield g in list(range(10)), "b" in list("abc")
        yield str(g) in list(own.values())
        yield 3 in sorted(own)
        yield [x for x in g]                    # list() asks for its length
        yield tuple(list(g))
        yield str(g) in own.keys()if g else 0


def made(gs, f, it):
    for g in gs:
        yield list(next(it) for x in g)         # StopIteration ends in RuntimeError
        yield set([y := f(x) for x in g])       # SyntaxError before 3.10
        yield list(map(lambda x: lambda: x, g))
        yield list(map(lambda x: (x for _ in g), g))
        yield list(map(lambda x, n=1: x, g))
        yield list(map(lambda x: next(x), g))
        yield list(filter(lambda x: (z := x), g))
        yield list(map(lambda x: x, g, g)), list(map(lambda *x: x, g)), list(map(lambda x: x, *g))
        yield set(sorted(g)), sorted(sorted(g))


async def later(gs, f):
    for g in gs:
        g = list(await f(x) for x in g)
    return g
'''
bad = 0


def check(what, got, want):
    global bad
    if got != want:
        bad += 1
        print("WRONG %s:\n%s\nexpected:\n%s" % (what, got, want))


def weir(folder, *args):
    return subprocess.run([WEIR, "analyze", *args, "."], cwd=folder, capture_output=True)


def write(folder, name, data):
    with open(os.path.join(folder, name), "wb") as f:
        f.write(data)


def read(folder, name):
    with open(os.path.join(folder, name), "rb") as f:
        return f.read()


def fixed(data, name="shop.py"):
    with tempfile.TemporaryDirectory() as folder:
        write(folder, name, data)
        weir(folder, "--fix")
        return read(folder, name)


def error_of_another_file():
    with tempfile.TemporaryDirectory() as folder:
        data = b"def f(xs): return sorted(xs)[0]\n"
        write(folder, "shop.py", data)
        write(folder, "caller.py", b"import shop\ndef g():\n    try:\n        shop.f([])\n    except LookupError:\n        pass\n")
        weir(folder, "--fix")
        check("a caller minds the error", read(folder, "shop.py"), data)


def same_answers():
    before, after = {}, {}
    exec(BEFORE, before)
    exec(AFTER, after)
    random_ = random.Random(3)
    for _ in range(200):
        xs = [random_.randrange(-3, 9) for _ in range(random_.randrange(1, 9))]
        for name in ("first", "late", "multiline"):
            check(name, after[name](xs), before[name](xs))
        for name in ("nested", "found"):
            check(name, after[name]([xs, xs[1:]]), before[name]([xs, xs[1:]]))


def diff_is_what_fix_writes():
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "shop.py", BEFORE.encode())
        run = weir(folder, "--diff")
        check("exit code of --diff", run.returncode, 1)
        check("untouched by --diff", read(folder, "shop.py").decode(), BEFORE)
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        applied = subprocess.run(["git", "apply", "-"], cwd=folder, input=run.stdout, capture_output=True)
        check("git apply: " + applied.stderr.decode(), applied.returncode, 0)
        check("what git applied", read(folder, "shop.py").decode(), AFTER)
        check("nothing is left", weir(folder, "--diff").returncode, 0)


def main():
    check("fix", fixed(BEFORE.encode()).decode(), AFTER)
    check("CR LF", fixed(BEFORE.replace("\n", "\r\n").encode()).decode(), AFTER.replace("\n", "\r\n"))
    mark = b"\xef\xbb\xbf"
    check("byte order mark", fixed(mark + b"def f(xs): return sorted(xs)[0]\n"), mark + b"def f(xs): return min(xs)\n")
    latin = b"# coding: latin-1\nname = '\xe9'\ndef f(xs): return sorted(xs)[0]\n"
    check("not UTF-8", fixed(latin), latin)
    for error in b"IndexError", b"LookupError", b"ValueError":
        handled = b"def f(xs):\n    try:\n        return sorted(xs)[0]\n    except " + error + b":\n        return 0\n"
        check("the error matters", fixed(handled), handled)
    silent = b"def f(xs): return sorted(xs)[0]  # weir: ignore[py-materialise] on purpose\n"
    check("suppressed", fixed(silent), silent)
    shadowed = b"def f(xs, min): return sorted(xs)[0]\n"
    check("min is something else", fixed(shadowed), shadowed)
    starred = b"from numpy import *\ndef f(xs): return sorted(xs)[0]\n"
    check("min may be what is imported", fixed(starred), starred)
    check("what cannot be proven", fixed(KEPT.encode()).decode(), KEPT)
    error_of_another_file()
    same_answers()
    diff_is_what_fix_writes()
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
