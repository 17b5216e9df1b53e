#!/usr/bin/env python3
"""Links between the pages lead somewhere, and the pages a newcomer reads stay short."""
import os
import re
import sys

SOURCE = os.environ["WEIR_SOURCE"]
PAGES = ["start", "reading-the-report", "ci", "exit-codes", "json", "faq-noise"]
TEN_MINUTES = 280 * 10          # words; the configuration is looked up rather than read


def pages():
    yield os.path.join(SOURCE, "README.md")
    for folder, _, names in os.walk(os.path.join(SOURCE, "docs")):
        yield from (os.path.join(folder, name) for name in names if name.endswith(".md"))


def main():
    bad, words = [], 0
    for page in pages():
        if not os.path.exists(page):
            continue
        with open(page, encoding="utf-8") as file:
            text = re.sub(r"```.*?```", "", file.read(), flags=re.S)
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if not re.match(r"[a-z]+:", target) and not os.path.exists(os.path.join(os.path.dirname(page), target)):
                bad.append(f"{os.path.relpath(page, SOURCE)}: there is no {target}")
    for name in PAGES:
        with open(os.path.join(SOURCE, "docs", name + ".md"), encoding="utf-8") as file:
            words += len(file.read().split())
    if words > TEN_MINUTES:
        bad.append(f"the pages of a newcomer have {words} words")
    print("\n".join(bad) or f"docs: ok, {words} words")
    return bool(bad)


sys.exit(main())
