"""One statement per row."""
import sqlite3


def insert_one_by_one(conn: sqlite3.Connection, names):
    for name in names:
        conn.execute("INSERT INTO customers (name) VALUES (?)", (name,))  # expect: loop-execute


def update(cursor: sqlite3.Cursor, orders):
    for order in orders:
        cursor.execute("UPDATE orders SET done = 1 WHERE id = ?", (order.id,))  # expect: loop-execute


def sometimes(conn: sqlite3.Connection, orders):
    for order in orders:
        if order.paid:
            conn.execute("DELETE FROM orders WHERE id = ?", (order.id,))  # expect: loop-execute


class Store:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)

    def add(self, name):
        self.conn.execute("INSERT INTO customers (name) VALUES (?)", (name,))


def fill(store: Store, names):
    for name in names:
        store.add(name)  # expect: loop-execute
