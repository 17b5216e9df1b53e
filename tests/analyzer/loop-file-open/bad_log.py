"""The same file opened for each line that is written, or each value that is looked up."""
from pathlib import Path


def write_all(lines):
    for line in lines:
        with open("log.txt", "a") as f:  # expect: loop-file-open
            f.write(line)


def given(path, lines):
    for line in lines:
        f = open(path, "a")  # expect: loop-file-open
        f.write(line)
        f.close()


def look_up(names):
    rates = Path("rates.txt")
    found = []
    for name in names:
        found.append(name in rates.read_text())  # expect: loop-file-open
    return found


def log(message):
    with open("/var/log/shop.log", "a") as f:
        f.write(message)


def process(orders):
    for order in orders:
        log("order %s" % order.id)  # expect: loop-file-open


def append_to(path, text):
    with open(path, "a") as f:
        f.write(text)


def copy(lines, target):
    for line in lines:
        append_to(target, line)  # expect: loop-file-open
