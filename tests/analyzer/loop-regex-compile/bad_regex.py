"""re.compile of the same pattern: a look-up in re's cache on every turn."""
import re
from re import compile as make

WORD = r"\w+"


def literal(lines):
    found = []
    for line in lines:
        pattern = re.compile(r"^(\d+) (.*)$")  # expect: loop-regex-compile
        found.append(pattern.match(line))
    return found


def constant(lines):
    return [re.compile(WORD).findall(line) for line in lines]  # expect: loop-regex-compile


def given(pattern, lines):
    for line in lines:
        if make(pattern).search(line):  # expect: loop-regex-compile
            yield line
