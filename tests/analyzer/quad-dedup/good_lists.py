"""Looked up in one of many lists."""


class Versions:
    def __init__(self):
        self.of = {}

    def add(self, name, version):
        if (version, name) in self.of[name]:
            return
        self.of[name].append((version, name))


def read(paths):
    versions = Versions()
    for path in paths:
        for line in open(path):
            versions.add(path, line)
