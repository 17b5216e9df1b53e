def answers(xs, wanted):
    if any([x > 3 for x in xs]):  # expect: py-materialise
        return all([x.ok() for x in xs])  # expect: py-materialise
    return wanted


def smallest(xs):
    return sorted(xs)[0]  # expect: py-materialise


def latest(events):
    return sorted(events, key=lambda e: e.time)[-1]  # expect: py-materialise


def unique(xs):
    return set(list(xs))  # expect: py-materialise


def rows(groups):
    found = []
    for group in groups:
        found.append(set([row.key for row in group]))  # expect: py-materialise
        found.append(dict([(row.key, row) for row in group]))  # expect: py-materialise
        found.append([row for row in group])  # expect: py-materialise
    return found


def count(words: list[str], index: dict):
    n = 0
    for word in words:
        if word in index.keys():  # expect: py-materialise
            n += 1
        if word.lower() in ["a", "the", "of", "to"]:  # expect: py-materialise
            n -= 1
    return n


def known(versions, old: dict):
    return [v for v in versions if v.name in list(old.keys())]  # expect: py-materialise


def new_lists(xs):
    return list(sorted(xs))  # expect: py-materialise


def counted(seen: set):
    return len(list(seen))  # expect: py-materialise


def called(groups):
    found = []
    for group in groups:
        found.append(list(map(lambda x: x + 1, group)))  # expect: py-materialise
        found.append(set(filter(lambda x: x > 1, group)))  # expect: py-materialise
    return found
