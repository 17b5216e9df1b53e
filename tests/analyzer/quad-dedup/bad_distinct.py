"""Lists that are searched before each append."""


def distinct(words):
    out = []
    for word in words:
        if word not in out:  # expect: quad-dedup
            out.append(word)
    return out


def with_count(words):
    seen = []
    for word in words:
        if seen.count(word) == 0:  # expect: quad-dedup
            seen.append(word)
    return seen


class Index:
    def __init__(self):
        self.names = []

    def add(self, name):
        if name not in self.names:
            self.names.append(name)


def fill(index: Index, rows):
    for row in rows:
        index.add(row.name)  # expect: quad-dedup


def add_unique(items: list, item):
    if item not in items:
        items.append(item)


def by_helper(rows):
    out = []
    for row in rows:
        add_unique(out, row.name)  # expect: quad-dedup
    return out
