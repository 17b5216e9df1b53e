"""Functions that query, called in loops that are as they should be."""
import functools
import sqlite3

conn = sqlite3.connect("shop.db")


@functools.lru_cache(maxsize=None)
def country(code):
    return conn.execute("SELECT name FROM countries WHERE code = ?", (code,)).fetchone()


def addresses(customers):
    return [country(c.country) for c in customers]


def load_all(keys):
    marks = ",".join("?" * len(keys))
    return dict(conn.execute("SELECT id, name FROM customers WHERE id IN (%s)" % marks, keys))


def report(orders):
    names = load_all([o.customer for o in orders])
    return [names[o.customer] for o in orders]


def in_batches(batches):
    for batch in batches:
        load_all(batch)


def load_customer(key):
    return conn.execute("SELECT * FROM customers WHERE id = ?", (key,)).fetchone()


def first_broken(orders):
    for order in orders:
        if order.broken:
            return load_customer(order.customer)
    return None


class Customers:
    def __init__(self):
        self.cache = {}

    def get(self, key):
        if key not in self.cache:
            self.cache[key] = load_customer(key)
        return self.cache[key]

    def all(self, orders):
        return [self.get(o.customer) for o in orders]


def registers(handlers, names):
    for name in names:
        handlers.append((name, load_customer))


def log_failure(order):
    conn.execute("INSERT INTO failures VALUES (?)", (order.id,))


def checks(orders):
    for order in orders:
        try:
            order.check()
        except ValueError:
            log_failure(order)


def query_below(ids):
    for i in ids:
        load_customer(i)  # weir: ignore[loop-query-indirect] at most three


class Shard:
    def __init__(self, conn):
        self.conn = conn

    def size(self):
        return self.conn.execute("SELECT count(*) FROM t").fetchone()


def load_settings(name):
    return conn.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()


def link(order, base=None):
    if base is None:
        base = load_settings("base")
    return "%s/%s" % (base, order.id)


def row_of(order, base):
    return (order.id, link(order, base))


def table(orders):
    base = load_settings("base")
    return [row_of(order, base) for order in orders]
