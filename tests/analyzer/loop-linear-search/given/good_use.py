"""What it gives is made a set, or replaced."""
from names import names_of


def known(shop, rows):
    names = set(names_of(shop))
    return [row for row in rows if row.name in names]


def perhaps(shop, rows, known_names):
    names = names_of(shop)
    if known_names:
        names = known_names
    return [row for row in rows if row.name in names]
