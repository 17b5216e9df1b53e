#!/usr/bin/env python3
"""Generated caches run in the real Python and Node and hit as often as the simulator says."""
import importlib.util
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

TOOL = os.path.join(os.environ["WEIR_BUILD"], "tests", "cache_code")
POLICIES = ("lru", "lfu", "fifo", "ttl", "arc", "clock", "slru", "twoq", "sieve", "s3fifo", "lirs", "wtinylfu")
NODE = shutil.which("node")
RUN = {"python": (".py", sys.executable), "javascript": (".mjs", NODE)}
failures = []


def check(ok, what):
    if not ok:
        failures.append(what)
        print("FAILED:", what)


def make_trace(path, only_reads):
    dice = random.Random(7)
    with open(path, "w", encoding="ascii") as f:
        f.write("time,key,op\n")
        for i in range(9000):
            key = int(300 * dice.random() ** 3) + (5000 + i if i % 1000 > 850 else 0)
            op = "get" if only_reads else dice.choices(("get", "set", "del"), (20, 3, 1))[0]
            f.write(f"{i * 0.037:.3f},user:{key},{op}\n")
    if only_reads:
        with open(path, encoding="ascii") as f:
            lines = [line.rsplit(",", 1)[0] + "\n" for line in f]
        with open(path, "w", encoding="ascii") as f:
            f.writelines(lines)


def generate(trace, language, policy, size, *more):
    return subprocess.run([TOOL, trace, language, policy, str(size), "20", *more], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, check=False)


def run(folder, name, language, text):
    ending, program = RUN[language]
    path = os.path.join(folder, name + ending)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return subprocess.run([program, path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False, timeout=60)


def check_wrong_code_is_found(folder, name, language, text):
    """The self-test must be able to fail: with other expected hits, and with a cache that never evicts."""
    pattern = r"(\(|\[)(\d+, \d+, )(\d+)(\)|\],?)"
    other = re.sub(pattern, lambda m: m[1] + m[2] + str(int(m[3]) + 1) + m[4], text)
    check(other != text and run(folder, name + "-hits", language, other).returncode == 1,
          f"{name} {language}: other hits are found")
    greedy = text.replace("self._capacity = capacity\n", "self._capacity = 10**9\n")
    greedy = greedy.replace("this.#capacity = capacity;", "this.#capacity = 1e9;")
    if greedy != text:
        check(run(folder, name + "-greedy", language, greedy).returncode == 1,
              f"{name} {language}: a cache that never evicts is found")


def check_policy(folder, trace, policy, language, *more):
    made = generate(trace, language, policy, 60, *more)
    name = "_".join((os.path.basename(trace).split(".")[0], policy, *more))
    check(made.returncode == 0, f"{name} {language}: {made.stderr}")
    if made.returncode:
        return
    done = run(folder, name, language, made.stdout)
    check(done.returncode == 0 and done.stdout.count(": ok") == 3, f"{name} {language}: {done.stdout}")
    hits = [int(n) for n in re.findall(r": (\d+) hits", done.stdout)]
    check(len(hits) == 3 and 0 < hits[0] < hits[1], f"{name} {language}: hits {hits} do not tell sizes apart")
    check("@" not in made.stdout.replace('"@"', "") or policy == "ttl" or language == "javascript",
          f"{name} {language}: a placeholder is left")
    check(max(map(len, made.stdout.splitlines())) <= 120, f"{name} {language}: long lines")
    check_wrong_code_is_found(folder, name, language, made.stdout)


def check_cached_python(folder, trace):
    for policy in ("lru", "sieve"):
        text = generate(trace, "python", policy, 2).stdout
        path = os.path.join(folder, "made_" + policy + ".py")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        spec = importlib.util.spec_from_file_location("made_" + policy, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        loaded = []
        through = module.cached(lambda key: loaded.append(key))
        for key in "aababc":
            through(key)
        check(loaded == ["a", "b", "c"], f"cached of {policy}: loaded {loaded}, None is a value like any other")


def check_cached_javascript(folder, trace):
    path = os.path.join(folder, "made.mjs")
    with open(path, "w", encoding="utf-8") as f:
        f.write(generate(trace, "javascript", "s3fifo", 20).stdout)
    program = """import { cached } from "./made.mjs";
      const loaded = [];
      const through = cached(async (key) => { loaded.push(key); if (key === "bad") throw new Error("no"); });
      await Promise.all([through("a"), through("a"), through("b")]);
      await through("a");
      for (let i = 0; i < 2; i++) await through("bad").catch(() => {});
      console.log(loaded.join(" "));"""
    with open(os.path.join(folder, "use.mjs"), "w", encoding="utf-8") as f:
        f.write(program)
    done = subprocess.run([NODE, os.path.join(folder, "use.mjs")], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    check(done.stdout.strip() == "a b bad bad", f"cached: {done.stdout}")


def library_folder(folder, package, *more):
    """A node_modules with the package: from NODE_PATH, or npm's own lru-cache if it is a version with a class."""
    known = [os.path.join(where, package) for where in os.environ.get("NODE_PATH", "").split(":") if where]
    for where in (*known, *more):
        if os.path.exists(os.path.join(where, "dist")):
            link = os.path.join(folder, "node_modules", package)
            os.makedirs(os.path.dirname(link), exist_ok=True)
            os.symlink(os.path.abspath(where), link)
            return True
    print(f"skipped: no {package} here")
    return False


def check_refusals(trace):
    for arguments, why in ((("python", "belady"), "no code can be generated"),
                           (("cobol", "lru"), "python and javascript"),
                           (("python", "arc", "library"), "leave --library out")):
        made = generate(trace, arguments[0], arguments[1], 5, *arguments[2:])
        check(made.returncode == 1 and why in made.stderr, f"{arguments}: {made.stderr}")


def main():
    languages = ["python"] + (["javascript"] if NODE else [])
    with tempfile.TemporaryDirectory() as folder:
        mixed, reads = os.path.join(folder, "mixed.csv"), os.path.join(folder, "reads.csv")
        make_trace(mixed, False)
        make_trace(reads, True)
        for language in languages:
            for policy in POLICIES:
                check_policy(folder, mixed, policy, language)
        check_policy(folder, reads, "lru", "python")
        check("functools" in generate(reads, "python", "lru", 60).stdout, "LRU of reads is functools.lru_cache")
        check("functools" not in generate(mixed, "python", "lru", 60).stdout, "functools knows no deletes")
        check_cached_python(folder, reads)
        if importlib.util.find_spec("cachetools"):
            for policy in ("lru", "fifo", "lfu", "ttl"):
                check_policy(folder, mixed, policy, "python", "library")
        else:
            print("skipped: no cachetools here")
        if NODE:
            check_cached_javascript(folder, mixed)
            if library_folder(folder, "lru-cache", "/usr/lib/node_modules/npm/node_modules/lru-cache",
                              "/usr/share/nodejs/lru-cache"):
                check_policy(folder, mixed, "lru", "javascript", "library")
            if library_folder(folder, "@isaacs/ttlcache"):
                check_policy(folder, mixed, "ttl", "javascript", "library")
        check_refusals(mixed)
    if failures:
        return 1
    return 0 if NODE else 77


if __name__ == "__main__":
    sys.exit(main())
