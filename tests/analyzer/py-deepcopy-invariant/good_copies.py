import copy

TEMPLATE = {"name": "", "tags": []}


def each_its_own(names):
    found = []
    for name in names:
        item = copy.deepcopy(TEMPLATE)
        item["name"] = name
        found.append(item)
    return found


def of_each(rows):
    total = 0
    for row in rows:
        own = copy.deepcopy(row)
        total += own["price"] * 2
    return total


def part_changed(names):
    for name in names:
        item = copy.deepcopy(TEMPLATE)
        item["tags"].append(name)


def handed_on(names, send):
    for name in names:
        item = copy.deepcopy(TEMPLATE)
        send(item, name)


def part_kept(names):
    found = []
    for name in names:
        item = copy.deepcopy(TEMPLATE)
        found.append(item["tags"])
    return found


def returned(names):
    for name in names:
        item = copy.deepcopy(TEMPLATE)
        if name:
            return item
    return None


def once(values):
    limits = copy.deepcopy(TEMPLATE)
    return [limits["name"] + value for value in values]


def changes_meanwhile(values, state):
    total = 0
    for value in values:
        before = copy.deepcopy(state)
        state["sum"] = value
        total += before["sum"] + 1
    return total
