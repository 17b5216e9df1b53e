#!/usr/bin/env python3
"""The Python front end: as right as CPython, and how fast beside CPython and ruff.

	python.py [same|speed|lint]...          all of them by default

same    Every token and every node of the standard libraries of CPython 3.11, 3.12 and 3.13, where they
        are installed, is held against CPython 3.13's tokenize and ast (tests/scripts/analyzer/cpython.py
        says how both are made alike).  Files that CPython rejects are counted.
speed   Tokens and tree against ast.parse and against reading the file and counting its lines.
lint    `weir analyze` with all rules against ruff with PERF, ASYNC, C4 and FURB, each on one processor,
        over the same folder.  ruff is looked for in RUFF and on the PATH (`pip install ruff`), else its
        WebAssembly build from npm, @astral-sh/ruff-wasm-nodejs, in RUFF_WASM, a folder with node_modules.

Both sides of a comparison read the same files and take turns; the least CPU time of several rounds
counts on both sides.  Exits 1 if something differs or a required ratio is missed.
"""
import collections
import glob
import os
import resource
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import warnings

ROUNDS = 5
BUILD = os.environ.get("WEIR_BUILD", "build/release")
WEIR = os.path.abspath(os.environ.get("WEIR", os.path.join(BUILD, "cli", "weir")))
TOOL = os.path.join(BUILD, "tests", "py_front")
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "scripts", "analyzer"))
import cpython

missed = []


def verdict(what, got, required, at_least=True):
    ok = got >= required if at_least else got <= required
    print("  %-58s %8.2f   required %s %g: %s" % (what, got, ">=" if at_least else "<=", required, "ok" if ok else "MISSED"))
    if not ok:
        missed.append(what)


def interpreter(version):
    """The path of python3.13, on the PATH or where pyenv keeps it; None if it is not there."""
    found = shutil.which("python" + version)
    works = found and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0
    kept = glob.glob(os.path.expanduser("~/.pyenv/versions/%s.*/bin/python%s" % (version, version)))
    return found if works else kept[0] if kept else None


def library(python):
    """The folder of its standard library."""
    ask = "import sysconfig; print(sysconfig.get_path('stdlib'))"
    return subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip()


def python_files(top):
    paths = []
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(f for f in folders if f not in ("site-packages", "dist-packages", "__pycache__"))
        paths += [os.path.join(folder, name) for name in sorted(names)
                  if name.endswith(".py") and os.path.isfile(os.path.join(folder, name))]
    return paths


def by_file(text):
    found = {}
    for line in text.splitlines():
        if line.startswith("file "):
            lines = found[line[5:]] = []
        else:
            lines.append(line)
    return found


def ask_cpython(python, kind, paths):
    with tempfile.TemporaryDirectory() as folder:
        listing, out = os.path.join(folder, "list"), os.path.join(folder, "out")
        with open(listing, "w") as f:
            f.write("\n".join(paths) + "\n")
        subprocess.run([python, cpython.__file__, kind, out, listing], check=True)
        with open(out) as f:
            return by_file(f.read())


def ask_weir(kind, paths):
    found = {}
    for i in range(0, len(paths), 200):
        run = subprocess.run([WEIR, "analyze", "--dump-" + kind] + paths[i:i + 200], capture_output=True, check=True)
        found.update(by_file(run.stdout.decode()))
    return found


def compare_library(version, oracle):
    python = interpreter(version)
    if not python:
        print("  CPython %s is not installed: not compared" % version)
        return
    paths = python_files(library(python))
    trees = ask_cpython(oracle, "ast", paths)
    refused = [p for p in paths if trees[p] and trees[p][0].startswith("rejected")]
    paths = [p for p in paths if p not in set(refused)]
    for kind in ("tokens", "ast"):
        theirs = trees if kind == "ast" else ask_cpython(oracle, kind, paths)
        ours = ask_weir(kind, paths)
        order = sorted if kind == "ast" else list
        differ = [p for p in paths if order(ours[p]) != order(theirs[p])]
        for path in differ[:5]:
            a, b = collections.Counter(theirs[path]), collections.Counter(ours[path])
            print("  DIFFERENT", path, "CPython:", list((a - b).items())[:3], "weir:", list((b - a).items())[:3])
        print("  library of %s, %-6s: %d files, %d compared, %d files differ; %d that CPython rejects left out"
              % (version, kind, len(paths), sum(len(theirs[p]) for p in paths), len(differ), len(refused)))
        if differ:
            missed.append("the same %s as CPython on the library of %s" % (kind, version))


def same():
    print("== same as CPython 3.13")
    oracle = interpreter("3.13")
    if not oracle:
        print("  CPython 3.13 is not installed: nothing to hold it against")
        return
    for version in ("3.11", "3.12", "3.13"):
        compare_library(version, oracle)


def parsed_library():
    """Paths and contents of this interpreter's library that ast.parse takes."""
    for path in python_files(sysconfig.get_path("stdlib")):
        with open(path, "rb") as f:
            text = f.read()
        try:
            cpython.ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        yield path, text


def parse_all(texts):
    start = time.process_time()
    for text in texts:
        cpython.ast.parse(text)
    return time.process_time() - start


def ours(mode, listing):
    out = subprocess.run([TOOL, mode, "1", listing], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [float(word) for word in out.split()[2:]]


def speed():
    print("== speed")
    warnings.simplefilter("ignore")
    files = list(parsed_library())
    texts = [text for _, text in files]
    lines, size = sum(text.count(b"\n") for text in texts), sum(map(len, texts))
    what = {"read": "read, count lines", "tokens": "tokens", "tree": "tokens and tree", "unit": "tokens, tree, names, unit"}
    least = {}
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listing:
        listing.write("\n".join(path for path, _ in files) + "\n")
        listing.flush()
        for _ in range(ROUNDS):
            times = {mode: ours(mode, listing.name)[0] for mode in what}
            times["ast"] = parse_all(texts)
            for name, seconds in times.items():
                least[name] = min(seconds, least.get(name, seconds))
        tree_bytes = ours("tree", listing.name)[1]
    print("  %d files, %d lines, %.1f MB: the library of CPython %s; least of %d rounds"
          % (len(files), lines, size / 1e6, ".".join(map(str, sys.version_info[:3])), ROUNDS))
    for name in (*what, "ast"):
        print("  %-28s %8.3f CPU s %10.0f k lines/CPU s %8.1f MB/CPU s %8.1f x ast.parse"
              % (what.get(name, "CPython ast.parse"), least[name], lines / least[name] / 1e3, size / least[name] / 1e6,
                 least["ast"] / least[name]))
    verdict("tokens and tree, times as fast as ast.parse", least["ast"] / least["tree"], 25)
    verdict("tokens and tree / reading and counting lines", (least["read"] + least["tree"]) / least["read"], 9, False)
    verdict("bytes of tree per byte of source", tree_bytes / size, 3, False)


def cpu_of(command, folder):
    """CPU seconds of a whole command, on one processor, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(["taskset", "-c", "0"] + command, cwd=folder, capture_output=True,
                          env=dict(os.environ, RAYON_NUM_THREADS="1"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


WASM = """
const fs = require("fs"), path = require("path");
const { Workspace, PositionEncoding } = require(process.argv[2] + "/node_modules/@astral-sh/ruff-wasm-nodejs");
const w = new Workspace({ lint: { select: ["PERF", "ASYNC", "C4", "FURB"] } }, PositionEncoding?.Utf8);
let n = 0;
for (const file of fs.readFileSync(0, "utf8").trim().split("\\n"))
  n += w.check(fs.readFileSync(file, "utf8")).length;
console.log(n);
"""


def peer():
    """(name, command, required ratio) of the ruff that there is."""
    ruff = shutil.which(os.environ.get("RUFF") or "ruff")
    if ruff:
        return ("ruff, native", [ruff, "check", "--select", "PERF,ASYNC,C4,FURB", "--no-cache", "--isolated", "-q", "."], 4)
    wasm = os.environ.get("RUFF_WASM")
    if wasm:
        script = tempfile.NamedTemporaryFile("w", suffix=".js", delete=False)
        script.write(WASM)
        script.close()
        return ("ruff, WebAssembly", ["sh", "-c", "find . -name '*.py' | node %s %s" % (script.name, wasm)], 15)
    return None


def lint():
    print("== lint")
    found = peer()
    if not found:
        print("  neither RUFF, a ruff on the PATH nor RUFF_WASM: nothing to compare with")
        return
    name, command, required = found
    with tempfile.TemporaryDirectory() as folder:
        for path in python_files(sysconfig.get_path("stdlib")):
            to = os.path.join(folder, os.path.relpath(path, sysconfig.get_path("stdlib")))
            os.makedirs(os.path.dirname(to), exist_ok=True)
            shutil.copy(path, to)
        least = {}
        for _ in range(ROUNDS):
            for who, what in ((name, command), ("weir", [WEIR, "analyze", "--jobs", "1", "--no-cache", "--fail-on", "never", "."])):
                least[who] = min(least.get(who, 1e9), cpu_of(what, folder)[0])
    for who in least:
        print("  %-28s %8.3f CPU s" % (who, least[who]))
    verdict("weir with all rules, times as fast as " + name, least[name] / least["weir"], required)


def main():
    parts = {"same": same, "speed": speed, "lint": lint}
    for part in sys.argv[1:] or parts:
        parts[part]()
    for what in missed:
        print("missed: " + what)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
