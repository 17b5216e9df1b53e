#!/usr/bin/env python3
"""One mistake in a valid file: the functions that do not hold it keep their exact places.

Each file of a sample of the standard library gets one token damaged (a bracket, a block's colon or a
quote deleted, a '$' put in); the functions of the damaged file are compared with those of CPython's
ast of the whole one.  At least 99 % must be kept, of each kind of damage.
"""
import ast
import collections
import glob
import io
import os
import random
import subprocess
import sys
import sysconfig
import tempfile
import tokenize

FILES = 120
LEAST = 0.99
TOOL = os.path.join(os.environ["WEIR_BUILD"], "tests", "py_front")


def sample():
    folder = sysconfig.get_path("stdlib")
    paths = glob.glob(folder + "/*.py") + glob.glob(folder + "/*/*.py")
    paths = sorted(p for p in paths if "site-packages" not in p and "/test/" not in p and "lib2to3" not in p)
    random.Random(7).shuffle(paths)
    for path in paths:
        with open(path, "rb") as f:
            text = f.read()
        if text.isascii() and b"\r" not in text and text.count(b"\ndef ") + text.count(b"    def ") >= 5:
            yield path, text.decode()


def functions(tree):
    return [(n.lineno, n.col_offset, n.end_lineno, n.end_col_offset) for n in ast.walk(tree)
            if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]


def places(text):
    """Where a character can be damaged: kind -> [(line, column)]; the brackets and colons of the
    code itself, not those in strings."""
    found = collections.defaultdict(list)
    depth = 0
    word = None
    for t in tokenize.generate_tokens(io.StringIO(text).readline):
        if t.type == tokenize.OP and t.string in "([{":
            depth += 1
            found["opening bracket"].append(t.start)
        elif t.type == tokenize.OP and t.string in ")]}":
            depth -= 1
            found["closing bracket"].append(t.start)
        elif t.type == tokenize.OP and t.string == ":" and depth == 0 and word in (
                "if", "for", "while", "def", "class", "try", "with", "else", "elif", "except"):
            found["colon"].append(t.start)
        elif t.type == tokenize.STRING and "f" not in t.string.lower().split(t.string[-1])[0]:
            found["quote"].append(t.start)
            found["quote"].append((t.end[0], t.end[1] - 1))
        elif t.type == tokenize.NAME and depth == 0:
            found["$"].append(t.start)
            if word is None:
                word = t.string
        if t.type in (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT) and depth == 0:
            word = None
    return found


def damage(text, kind, place):
    lines = text.split("\n")
    line, column = place[0] - 1, place[1]
    old = lines[line]
    if kind == "quote" and old[column] not in "'\"":
        column += next(i for i, c in enumerate(old[column:]) if c in "'\"")
    lines[line] = old[:column] + ("$" + old[column:] if kind == "$" else old[column + 1:])
    return "\n".join(lines)


def holds(span, place):
    return (span[0], span[1]) <= place <= (span[2], span[3])


def dump(paths):
    """path -> set of spans of functions"""
    out = subprocess.run([TOOL, "dump"] + paths, capture_output=True, text=True, check=True).stdout
    found = {}
    for line in out.splitlines():
        words = line.split()
        if words[0] == "file":
            spans = found[line[5:]] = set()
        elif words[0] in ("FunctionDef", "AsyncFunctionDef"):
            spans.add(tuple(int(w) for w in words[1:5]))
    return found


def parses(text):
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def main():
    random_ = random.Random(11)
    expected = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, (path, text) in zip(range(FILES), sample()):
            spans = functions(ast.parse(text))
            for kind, found in sorted(places(text).items()):
                place = random_.choice(found)
                damaged = damage(text, kind, place)
                if parses(damaged):
                    continue
                name = os.path.join(folder, "%d-%s.py" % (number, kind.split()[0]))
                with open(name, "w") as f:
                    f.write(damaged)
                kept = {s for s in spans if not holds(s, place) and s[0] != place[0] and s[2] != place[0]}
                expected[name] = (kind, kept, path, place)
        got = dump(sorted(expected))
    kept = collections.Counter()
    total = collections.Counter()
    whole = collections.Counter()
    files = collections.Counter()
    for name, (kind, spans, path, place) in sorted(expected.items()):
        missing = spans - got[name]
        for key in (kind, "all"):
            kept[key] += len(spans) - len(missing)
            total[key] += len(spans)
            whole[key] += not missing
            files[key] += 1
        if missing and "-v" in sys.argv:
            print(kind, path, place, len(missing), sorted(missing)[:3])
    bad = 0
    for key in sorted(total):
        share = kept[key] / total[key]
        bad |= share < LEAST
        print("%-16s %5d files, %6d functions: %7.3f %% kept, %5.1f %% of files whole"
              % (key, files[key], total[key], 100 * share, 100 * whole[key] / files[key]))
    return bad


if __name__ == "__main__":
    sys.exit(main())
