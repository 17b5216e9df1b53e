import json
from pathlib import Path


def count(path):
    n = 0
    with open(path) as f:
        for line in f:
            n += line.startswith("#")
    return n


def backwards(path):
    with open(path) as f:
        for line in reversed(f.readlines()):
            yield line


def both(path):
    text = Path(path).read_text()
    for line in text.splitlines():
        print(line)
    return len(text)


def parse(path):
    return json.loads(Path(path).read_text())


def blocks(path):
    with open(path, "rb") as f:
        while block := f.read(4096):
            yield block


def without_head(path):
    with open(path) as f:
        lines = f.readlines()
    for line in lines[1:]:
        print(line)


def given(path):
    with open(path) as f:
        lines = f.readlines()
    for line in lines:
        print(line)
    return lines
