"""The query hides in a function of the same file."""
import sqlite3

conn = sqlite3.connect("shop.db")


def load_customer(key):
    return conn.execute("SELECT * FROM customers WHERE id = ?", (key,)).fetchone()


def report(orders):
    lines = []
    for order in orders:
        customer = load_customer(order.customer)  # expect: loop-query-indirect
        lines.append(customer)
    return lines


def through_two_calls(orders):
    return [describe(order) for order in orders]  # expect: loop-query-indirect


def describe(order):
    return "%s: %s" % (order.id, load_customer(order.customer))


class Tree:
    def __init__(self, key):
        self.key = key

    def children(self):
        return [Tree(k) for (k,) in conn.execute("SELECT id FROM nodes WHERE parent = ?", (self.key,))]


def grandchildren(tree):
    found = []
    for child in tree.children_of_all():
        node = Tree(child)
        found.extend(node.children())  # expect: loop-query-indirect
    return found


def by_map(keys):
    return list(map(load_customer, keys))
