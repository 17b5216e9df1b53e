import copy
from copy import deepcopy

LIMITS = {"low": 1, "high": 10}


def size_of(rows):
    count = 0
    for row in rows:
        count += len(row)
    return count


def check(values):
    count = 0
    for value in values:
        limits = copy.deepcopy(LIMITS)  # expect: py-deepcopy-invariant
        if limits["low"] < value and value < limits["high"] + 1:
            count += 1
    return count


class Model:
    def __init__(self, options):
        self.options = dict(options)

    def run(self, values):
        total = 0
        for value in values:
            options = deepcopy(self.options)  # expect: py-deepcopy-invariant
            total += options["factor"] * value
        return total


def sizes(names, rows):
    found = {}
    for name in names:
        found[name] = size_of(copy.deepcopy(rows))  # expect: py-deepcopy-invariant
    return found
