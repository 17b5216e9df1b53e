#!/usr/bin/env python3
"""Advice follows the Python that the code is for: weir.yaml's target-python, else what the project requires."""
import json
import os
import subprocess
import sys
import tempfile

WEIR = os.environ["WEIR"]

SOURCE = """
import math
import requests
import aiohttp


async def fetch(url):
    return requests.get(url)


async def pages(session: aiohttp.ClientSession, urls):
    return [await session.get(url) for url in urls]


def lengths(rows):
    for row in rows:
        for point in row.points:
            point.length = math.sqrt(point.x)


def ways(n):
    if n < 2:
        return 1
    return ways(n - 1) + ways(n - 2)
"""

problems = []


def expect(what, holds, shown):
    if not holds:
        problems.append("%s: %s" % (what, shown))


def write(folder, files):
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)


def analyze(folder, *options):
    done = subprocess.run([WEIR, "analyze", "--format", "json", "--fail-on", "never", *options, "."], cwd=folder, capture_output=True,
                          text=True, env={**os.environ, "WEIR_CACHE_DIR": os.path.join(folder, "cache")})
    return done


def messages(files, *options):
    """{rule: message} of the findings."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, {"shop.py": SOURCE, **files})
        first, again = analyze(folder, *options), analyze(folder, *options)
        if first.returncode or again.returncode:
            sys.exit(first.stderr + again.stderr)
        found = [{f["rule"]: f["message"] for f in json.loads(run.stdout)["findings"]} for run in (first, again)]
        expect("the cache gives the same", found[0] == found[1], found)
        return found[0]


def pyproject(requires):
    return {"pyproject.toml": '[project]\nname = "shop"\nrequires-python = "%s"\n' % requires}


def weir_yaml(target):
    return {"weir.yaml": "version: 1\nanalyze: { target-python: %s, rules: { py-global-in-loop: { enabled: true } } }\n" % target}


def check(what, found, thread, group, keeps, looked_up):
    expect(what, thread in found["py-async-blocking"], found)
    expect(what, ("TaskGroup" in found["py-async-serial-await"]) == group, found)
    expect(what, keeps in found["recursion-exponential"], found)
    expect(what, ("py-global-in-loop" in found) == looked_up, found)


def check_same_folder():
    """Another target is another result, though no source changed."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, {"shop.py": SOURCE, **weir_yaml("3.12")})
        new = analyze(folder).stdout
        write(folder, weir_yaml("3.8"))
        old = analyze(folder).stdout
        expect("same folder", "asyncio.to_thread" in new and "run_in_executor" in old and "asyncio.to_thread()" not in old, old)


def check_bad_value():
    with tempfile.TemporaryDirectory() as folder:
        write(folder, {"shop.py": SOURCE, **weir_yaml("2.7")})
        done = analyze(folder)
        expect("bad value", done.returncode == 2 and "weir.yaml:2:" in done.stderr and "3.14" in done.stderr, done.stderr)


def main():
    check("nothing said", messages({}), "asyncio.to_thread()", True, "functools.cache", False)
    check("asked for by name", messages({}, "--rule", "py-global-in-loop", "--rule", "py-async-blocking", "--rule",
                                        "py-async-serial-await", "--rule", "recursion-exponential"),
          "asyncio.to_thread()", True, "functools.cache", True)
    check("3.8", messages(weir_yaml("3.8")), "loop.run_in_executor()", False, "lru_cache(maxsize=None)", True)
    check("3.10", messages(weir_yaml("3.10")), "asyncio.to_thread()", False, "functools.cache", True)
    check("3.11", messages(weir_yaml("3.11")), "asyncio.to_thread()", True, "functools.cache", False)
    check("required", messages(pyproject(">=3.8")), "loop.run_in_executor()", False, "lru_cache(maxsize=None)", False)
    check("setup.cfg", messages({"setup.cfg": "[options]\npython_requires = >=3.8,<4\n"}), "loop.run_in_executor()", False,
          "lru_cache(maxsize=None)", False)
    check("the file beats the project", messages({**pyproject(">=3.8"), **weir_yaml("3.12")}), "asyncio.to_thread()", True,
          "functools.cache", False)
    check_same_folder()
    check_bad_value()
    for problem in problems:
        print(problem)
    print("%d problems" % len(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
