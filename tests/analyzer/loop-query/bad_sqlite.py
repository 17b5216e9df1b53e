"""A query per row, in the shapes that people write."""
import sqlite3


def orders_with_customers(path):
    conn = sqlite3.connect(path)
    cur = conn.cursor()
    result = []
    for order in cur.execute("SELECT id, customer_id FROM orders").fetchall():
        row = conn.execute("SELECT name FROM customers WHERE id = ?", (order[1],))  # expect: loop-query
        result.append((order[0], row.fetchone()))
    return result


def new_cursor_each_time(conn: sqlite3.Connection, ids):
    names = {}
    for i in ids:
        cur = conn.cursor()
        cur.execute("SELECT name FROM customers WHERE id = ?", (i,))  # expect: loop-query
        names[i] = cur.fetchone()[0]
    return names


def in_a_comprehension(cursor, ids):
    return [cursor.execute("SELECT name FROM customers WHERE id = ?", (i,)) for i in ids]  # expect: loop-query


def reads_lines(conn: sqlite3.Connection, path):
    with open(path) as f:
        while True:
            line = f.readline()
            if not line:
                break
            conn.execute("SELECT n FROM seen WHERE word = ?", (line,))  # expect: loop-query


def only_sometimes(conn: sqlite3.Connection, orders):
    for order in orders:
        if order.paid:
            conn.execute("SELECT done FROM orders WHERE id = ?", (order.id,))  # expect: loop-query


class Repository:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)

    def totals(self, customers):
        total = {}
        for customer in customers:
            rows = self.conn.execute(  # expect: loop-query
                "SELECT sum(amount) FROM orders WHERE customer = ?", (customer.id,))
            total[customer.id] = rows.fetchone()[0]
        return total
