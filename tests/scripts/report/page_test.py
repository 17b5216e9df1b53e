#!/usr/bin/env python3
"""The HTML report in a real browser: silent, offline, sortable, accessible, and inert on hostile text."""
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import node_packages
import runs

HERE = os.path.dirname(os.path.abspath(__file__))


def check_policy(page):
    """The hashes in the policy are those of what stands in the page."""
    text = page.decode()
    for element in ("style", "script"):
        content = re.search(f"<{element}>(.*?)</{element}>", text, re.S).group(1)
        want = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        if f"{element}-src 'sha256-{want}'" not in text:
            sys.exit(f"the policy does not have the hash of <{element}>")


def with_a_note(run):
    """The same run, its least severe finding a note."""
    with open(run, encoding="utf-8") as f:
        content = json.load(f)
    least = [f for f in content["findings"] if f["severity"] == "medium" and f["state"] != "fixed"]
    least[0]["severity"] = "low"
    path = os.path.join(os.path.dirname(run), "notes.json")
    with open(path, "w", encoding="utf-8") as f:
        json.dump(content, f)
    return path


def index(folder):
    """The page over a dozen nights, some with a hostile name and one that cannot be read."""
    run, names = os.path.join(folder, "run.json"), [f"2026-11-{day:02}" for day in range(1, 10)]
    nights = [part for name in names + runs.HOSTILE[:12] for part in (name or "(empty)", run)]
    nights += ["2026-11-12", "-", "2026-11-13", run]
    return subprocess.run([runs.tool("render_index"), "Nightly", *nights], check=True, capture_output=True).stdout


def main():
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, run in (("sample", runs.sample(folder)), ("hostile", runs.hostile(folder)),
                          ("notes", with_a_note(runs.sample(folder)))):
            page = runs.render(run, "html", "--root", os.path.join(folder, "tree"))
            check_policy(page)
            paths.append(os.path.join(folder, name + ".html"))
            with open(paths[-1], "wb") as f:
                f.write(page)
        paths.append(os.path.join(folder, "history.html"))
        with open(paths[-1], "wb") as f:
            f.write(index(folder))
        check_policy(index(folder))
        browser = node_packages.browser()
        node = node_packages.folder()
        done = subprocess.run(["node", os.path.join(HERE, "page_checks.js"), browser, *paths],
                              env=dict(os.environ, NODE_PATH=os.path.join(node, "node_modules")))
    return done.returncode


sys.exit(main())
