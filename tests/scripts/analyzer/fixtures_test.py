#!/usr/bin/env python3
"""Every rule against its fixtures and its page.

tests/analyzer/<rule>/ holds bad_* and good_* sources, at its top or in folders of several files.  A line that
earns a finding says so in a comment, "expect: <rule>", or "note: <rule>" if it must be no more than a note;
every other line must earn none.  The rule's page,
docs/rules/<rule>.md, shows code under "Before" that the rule finds and code under "After" that it does not.
A rule that compares revisions has its base in the folder base/, and on its page under "In the base".
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = os.environ.get("WEIR_SOURCE", os.getcwd())
TOOL = os.path.join(os.environ["WEIR_BUILD"], "tests", "analyze_tree")
SUFFIXES = {"c": (".c",), "cpp": (".cpp",), "python": (".py",)}
FENCES = {"c": ".c", "cpp": ".cpp", "c++": ".cpp", "python": ".py"}
SECTIONS = ("## Why it costs", "## What to do", "## What it misses", "## What it wrongly reports", "## How to suppress")

problems = []


def complain(rule, text):
    problems.append("%s: %s" % (rule, text))


def run(*args):
    done = subprocess.run([TOOL, *args], capture_output=True, text=True)
    if done.returncode:
        sys.exit("%s failed:\n%s" % (" ".join([TOOL, *args]), done.stderr))
    return done.stdout


def rules():
    """[(id, languages)] as the program itself has them."""
    return [(line.split("\t")[0], line.split("\t")[1].split(",")) for line in run("--rules").splitlines()]


def analyze(rule, folder, base=None):
    """{(path, line): steps of the chain}, the places of notes, and what the program had to say besides."""
    found, notes, notices, last = {}, set(), [], None
    compared = ["--base", base] if base and os.path.isdir(base) else []
    for line in run("--root", folder, "--rule", rule, *compared, folder).splitlines():
        match = re.match(r"(\S[^:]*):(\d+):\d+: %s: " % re.escape(rule), line)
        if match:
            last = (match[1], int(match[2]))
            if last in found:
                complain(rule, "%s:%d is reported twice" % last)
            found[last] = 0
            if " [low, " in line:
                notes.add(last)
        elif line.startswith("\t") and last:
            found[last] += 1
        elif line.startswith("notice: "):
            notices.append(line)
    return found, notes, notices


def sources(folder):
    for directory, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if directory != folder or f != "base")
        for name in sorted(files):
            if os.path.splitext(name)[1] in (".c", ".h", ".cpp", ".py"):
                yield os.path.relpath(os.path.join(directory, name), folder)


def expected(rule, folder):
    """The lines that earn a finding, and those of them that earn a note."""
    lines, notes = set(), set()
    for path in sources(folder):
        with open(os.path.join(folder, path), encoding="utf-8") as f:
            text = list(enumerate(f, 1))
        noted = [(path, n) for n, line in text if re.search(r"note: %s\b(?!-)" % rule, line)]
        marked = [(path, n) for n, line in text if re.search(r"expect: %s\b(?!-)" % rule, line)] + noted
        name = os.path.basename(path)
        if name.startswith("good_") and marked:
            complain(rule, "%s is good but expects a finding" % path)
        if name.startswith("bad_") and not marked:
            complain(rule, "%s is bad but expects no finding" % path)
        lines.update(marked)
        notes.update(noted)
    return lines, notes


def check_languages(rule, languages, folder):
    names = [os.path.basename(p) for p in sources(folder)]
    for language in languages:
        for kind in ("bad_", "good_"):
            if not any(n.startswith(kind) and n.endswith(SUFFIXES[language]) for n in names):
                complain(rule, "no %s* source in %s" % (kind, language))


def check_fixtures(rule, languages):
    folder = os.path.join(SOURCE, "tests", "analyzer", rule)
    if not os.path.isdir(folder):
        return complain(rule, "no folder tests/analyzer/%s" % rule)
    check_languages(rule, languages, folder)
    want, want_notes = expected(rule, folder)
    # Elsewhere: below tests/ they would be test code, which rules leave alone.
    with tempfile.TemporaryDirectory(prefix="weir-") as elsewhere:
        here = shutil.copytree(folder, os.path.join(elsewhere, rule), ignore=shutil.ignore_patterns("base"))
        got, notes, notices = analyze(rule, here, os.path.join(folder, "base"))
    for place in sorted(want - set(got)):
        complain(rule, "%s:%d is not reported" % place)
    for place in sorted(set(got) - want):
        complain(rule, "%s:%d is reported and should not be" % place)
    for place in sorted(want_notes & set(got) - notes):
        complain(rule, "%s:%d should be no more than a note" % place)
    for place in sorted(p for p in got if rule.endswith("-indirect") and got[p] < 2):
        complain(rule, "%s:%d has no chain" % place)
    for notice in notices:
        complain(rule, notice)
    return len(want)


def examples(text):
    """[(heading, suffix, code)] of the fenced blocks."""
    heading = ""
    for match in re.finditer(r"^(?:(In the base|Before|After)[^\n]*|```([\w+]+)\n(.*?)^```)", text, re.S | re.M):
        if match[1]:
            heading = match[1]
        elif match[2] in FENCES:
            yield heading, FENCES[match[2]], match[3]


def write(folder, files):
    os.mkdir(folder)
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)


def check_page(rule):
    path = os.path.join(SOURCE, "docs", "rules", rule + ".md")
    if not os.path.isfile(path):
        return complain(rule, "no page docs/rules/%s.md" % rule)
    with open(path, encoding="utf-8") as f:
        text = f.read()
    for section in SECTIONS:
        if section not in text:
            complain(rule, "its page has no section '%s'" % section)
    if "weir: ignore[%s]" % rule not in text:
        complain(rule, "its page does not show how to suppress it")
    shown = list(examples(text))
    if not {heading for heading, _, _ in shown} >= {"Before", "After"}:
        complain(rule, "its page lacks code under Before and After")
    base = {}
    for n, (heading, suffix, code) in enumerate(shown):
        if heading == "In the base":
            base = {"base" + suffix: code}
            continue
        with tempfile.TemporaryDirectory() as top:
            folder = os.path.join(top, "head")
            write(folder, {"example%d%s" % (n, suffix): code})
            write(os.path.join(top, "base"), base)
            got, _, notices = analyze(rule, folder, os.path.join(top, "base") if base else None)
        if bool(got) != (heading == "Before"):
            complain(rule, "example %d of its page (%s) has %d findings" % (n + 1, heading, len(got)))
        if notices:
            complain(rule, "example %d of its page: %s" % (n + 1, notices[0]))


def main():
    all_rules = rules()
    lines = 0
    for rule, languages in all_rules:
        lines += check_fixtures(rule, languages) or 0
        check_page(rule)
    known = {rule for rule, _ in all_rules}
    for folder in sorted(os.listdir(os.path.join(SOURCE, "tests", "analyzer"))):
        if os.path.isdir(os.path.join(SOURCE, "tests", "analyzer", folder)) and folder not in known:
            problems.append("tests/analyzer/%s belongs to no rule" % folder)
    for problem in problems:
        print(problem)
    print("%d rules, %d lines that earn a finding, %d problems" % (len(all_rules), lines, len(problems)))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
