def answers(xs):
    return any(x > 3 for x in xs) and all(xs)


def smallest(xs):
    return min(xs), sorted(xs)[1], sorted(xs)[:3]


def copies(xs):
    """A copy that is kept is wanted."""
    return list(xs), sorted(xs), set(xs), tuple(sorted(xs)), any([x is None for x in (xs, 1, 2)])


def own_any(any, xs):
    return any([x for x in xs])


def once(xs):
    """Not worth a word outside of a loop."""
    return set([x.key for x in xs]), [x for x in xs]


def count(items, index: dict, kinds):
    n = 0
    for item in items:
        n += item in index
        n += item in ["a", "the"]
        n += item in [1, 2, 3, kinds]
        n += item in ["a", "the", "of", "to"]
    return n


async def gather(xs):
    return any([x async for x in xs])


def pairs(groups):
    """No list of what is asked for, no function, or one that is needed."""
    for group in groups:
        yield map(lambda x: x + 1, group), list(map(str, group)), list(map(lambda x, y: x + y, group, group))
        yield list(map(lambda x: lambda: x, group)), dict(map(lambda x: (x, 1), group)), len(list(group))
