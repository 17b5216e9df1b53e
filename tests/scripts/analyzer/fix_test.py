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
    return sorted(xs)[0], sorted(xs, key=lambda x: -x)[0]


def late(xs):
    return any([x > 3 for x in xs]) or all([x % 2 for x in xs if x])


def calls(xs):
    return any([print(x) for x in xs])


def nested(groups):
    out = []
    for g in groups:
        out.append(sorted(set(list(g))))
        out.append(set([x + 1 for x in g]))
        out.append(dict([(x, x * x) for x in g if x]))
        out.append(sorted(list([x for x in g])))
        out.append(f"{sorted(set([x for x in g]))}")
        out.append(set([x  # why
                        for x in g]))
    return out


def multiline(xs):
    return any([
        x > 3
        for x in xs
    ])
'''
AFTER = '''def first(xs):
    return min(xs), min(xs, key=lambda x: -x)


def late(xs):
    return any(x > 3 for x in xs) or all(x % 2 for x in xs if x)


def calls(xs):
    return any([print(x) for x in xs])


def nested(groups):
    out = []
    for g in groups:
        out.append(sorted(set(g)))
        out.append({x + 1 for x in g})
        out.append({x: x * x for x in g if x})
        out.append(sorted([x for x in g]))
        out.append(f"{sorted(set([x for x in g]))}")
        out.append(set([x  # why
                        for x in g]))
    return out


def multiline(xs):
    return any(
        x > 3
        for x in xs
    )
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


def same_answers():
    before, after = {}, {}
    exec(BEFORE, before)
    exec(AFTER, after)
    random_ = random.Random(3)
    for _ in range(200):
        xs = [random_.randrange(-3, 9) for _ in range(random_.randrange(1, 9))]
        for name in ("first", "late", "multiline"):
            check(name, after[name](xs), before[name](xs))
        check("nested", after["nested"]([xs, xs[1:]]), before["nested"]([xs, xs[1:]]))


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
        weir(folder, "--fix")           # the inner ones of those that overlapped
        weir(folder, "--fix")
        check("nothing is left", weir(folder, "--diff").returncode, 0)


def main():
    check("fix", fixed(BEFORE.encode()).decode(), AFTER)
    check("CR LF", fixed(BEFORE.replace("\n", "\r\n").encode()).decode(), AFTER.replace("\n", "\r\n"))
    mark = b"\xef\xbb\xbf"
    check("byte order mark", fixed(mark + b"def f(xs): return sorted(xs)[0]\n"), mark + b"def f(xs): return min(xs)\n")
    latin = b"# coding: latin-1\nname = '\xe9'\ndef f(xs): return sorted(xs)[0]\n"
    check("not UTF-8", fixed(latin), latin)
    handled = b"def f(xs):\n    try:\n        return sorted(xs)[0]\n    except IndexError:\n        return 0\n"
    check("the error matters", fixed(handled), handled)
    silent = b"def f(xs): return sorted(xs)[0]  # weir: ignore[py-materialise] on purpose\n"
    check("suppressed", fixed(silent), silent)
    shadowed = b"def f(xs, min): return sorted(xs)[0]\n"
    check("min is something else", fixed(shadowed), shadowed)
    same_answers()
    diff_is_what_fix_writes()
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
