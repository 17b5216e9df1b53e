#!/usr/bin/env python3
"""One mistake in a valid file: the functions that do not hold it keep their exact places.

Each file of a sample of the standard library gets one token damaged (a bracket, a block's colon or a
quote deleted, a '$' put in); the functions of the damaged file are compared with those of CPython's
ast of the whole one: at least 99.5 % must be kept, of each kind of damage.  And of what weir finds in
the whole files outside of the broken functions, it must find at least 98 % in the damaged ones.
"""
import ast
import bisect
import collections
import glob
import io
import json
import os
import random
import re
import subprocess
import sys
import sysconfig
import tempfile
import tokenize

FILES = 120
LEAST_FUNCTIONS = 0.995
LEAST_FINDINGS = 0.98
WEIR = os.environ["WEIR"]


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
    """path -> set of (line, column, line, column) of functions"""
    out = subprocess.run([WEIR, "analyze", "--dump-ast"] + paths, capture_output=True, text=True, check=True).stdout
    found = {}
    for line in out.splitlines():
        words = line.split()
        if words[0] == "file":
            spans = found[line[5:]] = set()
            with open(line[5:]) as f:
                starts = [0] + [m.end() for m in re.finditer("\n", f.read())]
        elif words[1] in ("FunctionDef", "AsyncFunctionDef"):
            spans.add(sum((place_of(starts, int(w)) for w in words[2:]), ()))
    return found


def place_of(starts, offset):
    line = bisect.bisect_right(starts, offset)
    return line, offset - starts[line - 1]


def findings(folder):
    """(file, rule, line) of all findings"""
    out = subprocess.run([WEIR, "analyze", "--format", "json", "--fail-on", "never", folder], capture_output=True,
                         text=True, cwd=folder).stdout          # exits 3: files are broken
    return {(os.path.basename(f["location"]["path"]), f["rule"], f["location"]["line"]) for f in json.loads(out)["findings"]}


def parses(text):
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def damaged_files(folder):
    """Writes the whole files and those with one mistake, a folder for each kind of mistake.
    (kind, file) -> (spans of all functions, where the mistake is)"""
    random_ = random.Random(11)
    made = {}
    for number, (path, text) in zip(range(FILES), sample()):
        spans = functions(ast.parse(text))
        name = "%d_%s" % (number, os.path.basename(path))
        write(folder, "whole", name, text)
        for kind, found in sorted(places(text).items()):
            place = random_.choice(found)
            damaged = damage(text, kind, place)
            if not parses(damaged):
                write(folder, kind.split()[0], name, damaged)
                made[kind, name] = spans, place
    return made


def write(folder, kind, name, text):
    os.makedirs(os.path.join(folder, kind), exist_ok=True)
    with open(os.path.join(folder, kind, name), "w") as f:
        f.write(text)


def functions_kept(folder, made):
    bad = 0
    got = {kind: dump(sorted(os.path.join(folder, k.split()[0], name) for k, name in made if k == kind))
           for kind in {k for k, _ in made}}
    kept, total, whole, files = (collections.Counter() for _ in range(4))
    for (kind, name), (spans, place) in sorted(made.items()):
        expected = {s for s in spans if not holds(s, place) and s[0] != place[0] and s[2] != place[0]}
        missing = expected - got[kind][os.path.join(folder, kind.split()[0], name)]
        for key in (kind, "all"):
            kept[key] += len(expected) - len(missing)
            total[key] += len(expected)
            whole[key] += not missing
            files[key] += 1
        if missing and "-v" in sys.argv:
            print(kind, name, place, len(missing), sorted(missing)[:3])
    for key in sorted(total):
        share = kept[key] / total[key]
        bad |= share < LEAST_FUNCTIONS
        print("%-16s %5d files, %6d functions: %7.3f %% kept, %5.1f %% of files whole"
              % (key, files[key], total[key], 100 * share, 100 * whole[key] / files[key]))
    return bad


def findings_kept(folder, made):
    """Of those outside of the function with the mistake; in a file whose mistake is in no function, all."""
    whole = findings(os.path.join(folder, "whole"))
    kept = total = 0
    for kind in sorted({k for k, _ in made}):
        got = findings(os.path.join(folder, kind.split()[0]))
        for name, rule, line in sorted(whole):
            if (kind, name) not in made:
                continue
            spans, place = made[kind, name]
            broken = [s for s in spans if holds(s, place)]
            if any(s[0] <= line <= s[2] for s in broken) or line == place[0]:
                continue
            total += 1
            kept += (name, rule, line) in got
            if (name, rule, line) not in got and "-v" in sys.argv:
                print("lost", kind, place, name, rule, line)
    share = kept / total
    print("%d findings outside of the broken functions: %.2f %% kept" % (total, 100 * share))
    return share < LEAST_FINDINGS


def main():
    with tempfile.TemporaryDirectory() as folder:
        made = damaged_files(folder)
        return functions_kept(folder, made) | findings_kept(folder, made)


if __name__ == "__main__":
    sys.exit(main())
