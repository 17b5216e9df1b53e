#!/usr/bin/env python3
"""The Python front end against CPython's ast.parse, over the installed standard library.

Both read the same files from memory and take turns; the least CPU time of several rounds counts on
both sides.  Exits 1 if the whole front end (tokens, tree, names and types, unit) reads less than 20
times as many lines per CPU second as ast.parse.
"""
import ast
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
import time
import warnings

ROUNDS = 5
REQUIRED = {"unit": 20.0}
WHAT = {"tokens": "tokens", "tree": "tokens and tree", "unit": "tokens, tree, names, unit"}
TOOL = os.path.join(os.environ.get("WEIR_BUILD", "build/release"), "tests", "py_front")


def library():
    """Paths and contents of the standard library, tests included, that ast.parse takes."""
    top = sysconfig.get_path("stdlib")
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(f for f in folders if f not in ("site-packages", "dist-packages", "__pycache__"))
        for name in sorted(names):
            path = os.path.join(folder, name)
            if not name.endswith(".py") or not os.path.isfile(path):
                continue
            with open(path, "rb") as f:
                text = f.read()
            try:
                ast.parse(text)
            except (SyntaxError, ValueError):
                continue
            yield path, text


def parse_all(texts):
    start = time.process_time()
    for text in texts:
        ast.parse(text)
    return time.process_time() - start


def ours(mode, listing):
    out = subprocess.run([TOOL, mode, "1", listing], check=True, stdout=subprocess.PIPE, text=True).stdout
    return float(out.split()[2])


def main():
    warnings.simplefilter("ignore")
    files = list(library())
    texts = [text for _, text in files]
    lines = sum(text.count(b"\n") for text in texts)
    size = sum(map(len, texts))
    least = {}
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listing:
        listing.write("\n".join(path for path, _ in files) + "\n")
        listing.flush()
        for _ in range(ROUNDS):
            times = {mode: ours(mode, listing.name) for mode in WHAT}
            times["ast"] = parse_all(texts)
            for name, seconds in times.items():
                least[name] = min(seconds, least.get(name, seconds))
    print(f"{len(files):,} files, {lines:,} lines, {size / 1e6:.1f} MB: the library of CPython "
          f"{platform.python_version()}; least of {ROUNDS} rounds")
    print(f"{'':<32} {'CPU s':>8} {'k lines/CPU s':>14} {'MB/CPU s':>9} {'x ast.parse':>12}")
    bad = False
    for name in (*WHAT, "ast"):
        ratio = least["ast"] / least[name]
        note = ""
        if name in REQUIRED:
            note = f"  required {REQUIRED[name]:.0f}: {'ok' if ratio >= REQUIRED[name] else 'MISSED'}"
            bad |= ratio < REQUIRED[name]
        print(f"{WHAT.get(name, 'CPython ast.parse'):<32} {least[name]:>8.3f} {lines / least[name] / 1e3:>14,.0f} "
              f"{size / least[name] / 1e6:>9.1f} {ratio:>12.1f}{note}")
    return bad


if __name__ == "__main__":
    sys.exit(main())
