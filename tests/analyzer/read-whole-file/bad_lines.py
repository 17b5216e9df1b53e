from pathlib import Path


def count(path):
    n = 0
    with open(path) as f:
        for line in f.readlines():  # expect: read-whole-file
            n += line.startswith("#")
    return n


def words(path):
    found = []
    text = open(path).read()  # expect: read-whole-file
    for line in text.splitlines():
        found.append(line.split()[0])
    return found


def keys(path):
    return [line.partition("=")[0] for line in Path(path).read_text().split("\n")]  # expect: read-whole-file


def later(path):
    with open(path) as f:
        lines = f.readlines()  # expect: read-whole-file
    for line in lines:
        print(line)
