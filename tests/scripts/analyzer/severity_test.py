#!/usr/bin/env python3
"""How severe the same code is, by what it walks: the rows of a file are many, a list that is handed in may be short; a
migration, a script or data for a test runs once."""
import json
import os
import subprocess
import sys
import tempfile

WEIR = os.environ["WEIR"]

DEDUP = '''def unique(%s):
    seen = []
    for line in %s:
        if line not in seen:
            seen.append(line)
    return seen
'''
QUERY = '''import sqlite3
conn = sqlite3.connect("shop.db")
def names(keys):
    return [conn.execute("SELECT name FROM shop WHERE id = ?", (key,)).fetchone() for key in keys]
'''
FILES = {
    "handed_in.py": (DEDUP % ("lines", "lines"), "quad-dedup", "low"),
    "of_a_file.py": (DEDUP % ("path", "open(path)"), "quad-dedup", "medium"),
    "report.py": (QUERY, "loop-query", "high"),
    "shop/migrations/0007_names.py": (QUERY, "loop-query", "low"),
    "shop/db_migrations/0008_names.py": (QUERY, "loop-query", "low"),
    "scripts/names.py": (QUERY, "loop-query", "low"),
    "tools/names.py": (QUERY, "loop-query", "low"),
    "shop/tools/names.py": (QUERY, "loop-query", "high"),
    "shop/create_test_shop.py": (QUERY, "loop-query", "low"),
    "shop/contest.py": (QUERY, "loop-query", "high"),
    "shop/orders.py": (QUERY.replace("def names", "def migrate_names"), "loop-query", "low"),
}


def main():
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, (text, _, _) in FILES.items():
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write(text)
        run = subprocess.run([WEIR, "analyze", "--format", "json", "--fail-on", "never", "."], cwd=folder, text=True,
                             capture_output=True, check=True)
    got = {(f["location"]["path"], f["rule"]): f["severity"] for f in json.loads(run.stdout)["findings"]}
    for name, (_, rule, severity) in FILES.items():
        if got.get((name, rule)) != severity:
            bad += 1
            print("%s: %s is %s, not %s" % (name, rule, got.get((name, rule)), severity))
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
