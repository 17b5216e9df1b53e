"""Compiled once, or another pattern each time."""
import re

WORD = re.compile(r"\w+")


def module_level(lines):
    return [WORD.findall(line) for line in lines]


def before_the_loop(pattern, lines):
    compiled = re.compile(pattern)
    return [compiled.search(line) for line in lines]


def each_its_own(patterns, text):
    return [re.compile(p).search(text) for p in patterns]


def built_from_the_element(words, text):
    found = {}
    for word in words:
        found[word] = len(re.compile(r"\b%s\b" % re.escape(word)).findall(text))
    return found


def three_times(text):
    for i in range(3):
        text = re.compile("  +").sub(" ", text)
    return text


def cached(patterns, lines):
    compiled = {}
    for line in lines:
        if line.kind not in compiled:
            compiled[line.kind] = re.compile(patterns[line.kind])
        compiled[line.kind].match(line.text)


def at_the_end(lines):
    for line in lines:
        if line.last:
            return re.compile("x+").match(line.text)
    return None
