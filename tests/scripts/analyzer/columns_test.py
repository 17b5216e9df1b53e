#!/usr/bin/env python3
"""Columns count characters, not bytes, in text, JSON, SARIF and fixes, for Python and for C."""
import json
import os
import subprocess
import sys
import tempfile

WEIR = os.environ["WEIR"]
PYTHON = 'def größter(werte):\n    return "Ärger" and "日本語" and any([wert for wert in list(werte)])\n'
C = """#include <string.h>
int zähle(const char *text)
{
	int n = 0;
	for (int i = 0; /* größer 日本 */ i < strlen(text); i++)
		n += text[i] == 'a';
	return n;
}
"""


def findings(folder, *flags):
    out = subprocess.run([WEIR, "analyze", "--no-cache", "--fail-on", "never", "-q", *flags], cwd=folder,
                         capture_output=True, text=True)
    return json.loads(out.stdout)


def one(places, what):
    if len(places) != 1:
        sys.exit("%s: %d found: %r" % (what, len(places), places))
    return places[0]


def expect(what, got, wanted):
    if got != wanted:
        sys.exit("%s: %r, not %r" % (what, got, wanted))


def text_at(source, line, start, end):
    return source.split("\n")[line - 1][start - 1:end - 1]


with tempfile.TemporaryDirectory() as folder:
    open(os.path.join(folder, "a.py"), "w", encoding="utf-8").write(PYTHON)
    open(os.path.join(folder, "b.py"), "w", encoding="utf-8-sig").write(PYTHON)
    open(os.path.join(folder, "c.c"), "w", encoding="utf-8").write(C)
    sarif = findings(folder, "--format", "sarif", "a.py", "b.py", "c.c", "--", "-std=c11")["runs"][0]
    expect("columnKind", sarif["columnKind"], "unicodeCodePoints")
    for path, rule, source, wanted in (("a.py", "py-materialise", PYTHON, "any([wert for wert in list(werte)])"),
                                       ("b.py", "py-materialise", PYTHON, "any([wert for wert in list(werte)])"),
                                       ("c.c", "quad-strlen-cond", C, "strlen(text)")):
        result = one([r for r in sarif["results"] if r["ruleId"] == rule and
                      r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == path], path)
        region = result["locations"][0]["physicalLocation"]["region"]
        expect(path, text_at(source, region["startLine"], region["startColumn"], region["endColumn"]), wanted)
        for fix in result.get("fixes", ()):
            gone = fix["artifactChanges"][0]["replacements"][0]["deletedRegion"]
            expect(path + ", its fix", text_at(source, gone["startLine"], gone["startColumn"], gone["endColumn"]), wanted)
    subprocess.run([WEIR, "analyze", "--no-cache", "-q", "--fix", "--fail-on", "never", "a.py", "b.py"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)
    fixed = PYTHON.replace("any([wert for wert in list(werte)])", "any(wert for wert in list(werte))")
    expect("fixed", open(os.path.join(folder, "a.py"), encoding="utf-8").read(), fixed)
    expect("fixed behind a byte order mark", open(os.path.join(folder, "b.py"), encoding="utf-8-sig").read(), fixed)
