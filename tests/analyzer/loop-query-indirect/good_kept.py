"""A function that keeps what it has found."""
import sqlite3

from shop import cache

conn = sqlite3.connect("shop.db")


def name_of(key):
    name = cache.get(key)
    if not isinstance(name, cache.Missing):
        return name
    name = conn.execute("SELECT name FROM customers WHERE id = ?", (key,)).fetchone()
    cache.set(key, name)
    return name


class Names:
    def __init__(self, known):
        self.known = known

    def of(self, key):
        if (name := self.known.get(key)) is not None:
            return name
        name = conn.execute("SELECT name FROM customers WHERE id = ?", (key,)).fetchone()
        if name:
            self.known.add(key, name)
        return name


def names():
    return [name_of(row[0]) for row in conn.execute("SELECT customer FROM orders")]


def names_by_class(known):
    found = Names(known)
    return [found.of(row[0]) for row in conn.execute("SELECT customer FROM orders")]
