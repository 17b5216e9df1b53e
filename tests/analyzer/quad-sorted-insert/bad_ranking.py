"""Sorted lists that are filled one by one."""
import bisect


def ranking(results):
    best = []
    for result in results:
        bisect.insort(best, result.points)  # expect: quad-sorted-insert
    return best


def by_place(results):
    best = []
    for result in results:
        place = bisect.bisect_left(best, result.points)
        best.insert(place, result.points)  # expect: quad-sorted-insert
    return best


def in_one(words):
    table = []
    for word in words:
        table.insert(bisect.bisect(table, word), word)  # expect: quad-sorted-insert
    return table


class Table:
    def __init__(self):
        self.rows = []

    def add(self, row):
        bisect.insort(self.rows, row)


def fill(table: Table, rows):
    for row in rows:
        table.add(row)  # expect: quad-sorted-insert
