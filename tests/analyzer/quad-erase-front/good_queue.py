"""Queues, short lists, and what is taken from the end."""
import os
from collections import deque

ROUTE = ["a", "b", "c"]


def serve(jobs):
    waiting = deque(jobs)
    while waiting:
        waiting.popleft().run()


def from_the_end(jobs: list):
    while jobs:
        jobs.pop().run()


def once(jobs: list):
    first = jobs.pop(0)
    for job in jobs:
        job.run(first)


def last_hundred(events, log):
    last = []
    for event in events:
        last.append(event)
        if len(last) > 100:
            last.pop(0)
        log.write(last)


def trimmed(events):
    last = []
    for event in events:
        last.append(event)
        while len(last) > 20:
            last.pop(0)
    return last


def words(lines):
    for line in lines:
        parts = line.split(" ")
        command = parts.pop(0)
        command.run(parts)


def arguments(args):
    while args:
        option = args.pop(0)
        print(option)


def ancestors(path):
    out = []
    while path != "/":
        path = os.path.dirname(path)
        out.insert(0, path)
    return out


def settings(options: dict, keys):
    for key in keys:
        options.pop(key, None)


def own_list(orders):
    for order in orders:
        lines = list(order.lines)
        lines.insert(0, order.head)
        order.print(lines)


def of_who_knows_what(site):
    while site.free():
        site.names.pop("0")
        site.waiting.pop()
        site.jobs.pop(0, None)


class Menu:
    """Nothing adds to it while it is used."""

    def __init__(self, items):
        self.items = list(items)

    def first(self):
        return self.items.pop(0)
