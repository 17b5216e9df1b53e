"""Buffered, shown to people, or logged."""
import os
import sys


def report(path, values):
    with open(path, "w") as out:
        for value in values:
            out.write("%g" % value)


def progress(values):
    for value in values:
        sys.stdout.write(".")
        sys.stdout.flush()


def sometimes(path, values):
    with open(path, "w") as out:
        for n, value in enumerate(values):
            out.write("%g" % value)
            if n % 1000 == 0:
                out.flush()


def blocks(fd):
    while True:
        block = os.read(fd, 65536)
        if not block:
            break
        print(block)
