"""Lists that are added up into new ones."""
import functools
import operator


def lines(orders):
    return sum([order.lines for order in orders], [])  # expect: quad-sum-lists


def by_keyword(orders):
    return sum((order.lines for order in orders), start=[])  # expect: quad-sum-lists


def reduced(groups):
    return functools.reduce(operator.add, groups)  # expect: quad-sum-lists


def in_a_loop(orders):
    out = []
    for order in orders:
        out = out + order.lines  # expect: quad-sum-lists
    return out


class Basket:
    def __init__(self):
        self.lines = []

    def merge(self, others):
        for other in others:
            self.lines = self.lines + [other]  # expect: quad-sum-lists
