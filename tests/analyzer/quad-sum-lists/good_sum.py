"""Numbers, lists that are extended in place, and lists of the turn's own."""
import functools
import operator
from itertools import chain

DEFAULTS = sum([[1], [2]], [])


def total(orders):
    return sum(order.price for order in orders)


def product(numbers):
    return functools.reduce(operator.mul, numbers)


def lines(orders):
    return list(chain.from_iterable(order.lines for order in orders))


def extended(orders):
    out = []
    for order in orders:
        out += order.lines
    return out


def own(orders):
    for order in orders:
        names = [order.name]
        names = names + [order.customer]
        order.check(names)


def once(first, second):
    return first + second


def three(a, b, c):
    return sum([a, b, c], 0)
