"""Bytes and lines that each cost a system call."""
import os


def report(path, values):
    with open(path, "w") as out:
        for value in values:
            out.write("%g" % value)
            out.flush()  # expect: loop-small-io


def count_lines(fd, size):
    n = 0
    for _ in range(size):
        n += os.read(fd, 1) == b"\n"  # expect: loop-small-io
    return n


class Report:
    def __init__(self, path):
        self.out = open(path, "w")

    def put(self, value):
        self.out.write("%g" % value)
        self.out.flush()


def fill(report: Report, values):
    for value in values:
        report.put(value)  # expect: loop-small-io
