"""Sets, dictionaries, lists of the turn's own, and lists that are only searched."""


def distinct(words):
    seen = set()
    out = []
    for word in words:
        if word not in seen:
            seen.add(word)
            out.append(word)
    return out


def ordered(words):
    return list(dict.fromkeys(words))


def own(orders):
    for order in orders:
        kinds = []
        if order.kind not in kinds:
            kinds.append(order.kind)
        order.check(kinds)


def only_searched(orders, known):
    names = [k.name for k in known]
    out = []
    for order in orders:
        if order.name in names:
            out.append(order)
    return out


def few(orders):
    modes = []
    for order in orders:
        if order.mode not in modes:
            modes.append(order.mode)
    return modes
