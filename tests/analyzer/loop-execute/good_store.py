"""Many rows per statement, or statements that are no rows."""
import sqlite3


def many(conn: sqlite3.Connection, names):
    conn.executemany("INSERT INTO customers (name) VALUES (?)", [(name,) for name in names])


def batches(conn: sqlite3.Connection, batches):
    for batch in batches:
        conn.execute("INSERT INTO customers SELECT value FROM json_each(?)", (batch,))


def script(conn: sqlite3.Connection, statements):
    for statement in statements:
        conn.execute(statement)


def create(conn: sqlite3.Connection, tables):
    for table in tables:
        conn.execute("CREATE TABLE " + table + " (id INTEGER)")


def few(conn: sqlite3.Connection):
    for name in ("a", "b"):
        conn.execute("INSERT INTO customers (name) VALUES (?)", (name,))


def failures(conn: sqlite3.Connection, orders):
    for order in orders:
        try:
            order.send()
        except OSError:
            conn.execute("INSERT INTO failures VALUES (?)", (order.id,))


def reads(conn: sqlite3.Connection, ids):
    return [conn.execute("SELECT name FROM customers WHERE id = ?", (i,)) for i in ids]
