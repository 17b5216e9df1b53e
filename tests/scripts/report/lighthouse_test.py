#!/usr/bin/env python3
"""Lighthouse gives the report and the index 100 for accessibility and for best practices, and less to a page that lacks something."""
import functools
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import node_packages
import runs

HERE = os.path.dirname(os.path.abspath(__file__))


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def write_pages(folder):
    run = runs.sample(folder)
    page = runs.render(run, "html", "--root", os.path.join(folder, "tree"))
    nights = [part for day in range(1, 14) for part in (f"2026-11-{day:02}", run)]
    index = subprocess.run([runs.tool("render_index"), "Nightly", *nights], check=True, capture_output=True).stdout
    # Without its language, and with a label that nobody can read.
    worse = page.replace(b'<html lang="en">', b"<html>")
    for name, content in (("report.html", page), ("index.html", index), ("worse.html", worse)):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
    return ["report.html", "index.html", "worse.html"]


def main():
    browser = node_packages.browser()
    node = node_packages.folder()
    with tempfile.TemporaryDirectory() as folder:
        pages = write_pages(folder)
        # Lighthouse takes no files.
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        urls = [f"http://127.0.0.1:{server.server_port}/{page}" for page in pages]
        done = subprocess.run(["node", os.path.join(HERE, "lighthouse_checks.mjs"), browser,
                               os.path.join(node, "node_modules"), *urls], capture_output=True, text=True, timeout=280)
        server.shutdown()
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    good, index, worse = [json.loads(line) for line in done.stdout.splitlines()]
    bad = [page for page in (good, index) if page["scores"] != {"accessibility": 1, "best-practices": 1}]
    if worse["scores"]["accessibility"] == 1 or "html-has-lang" not in worse["lost"]:
        bad.append(worse)
    for page in bad:
        print(page)
    print(f"3 pages, {len(bad)} failures")
    return 1 if bad else 0


sys.exit(main())
