"""A function that looks one thing up can look up many; one that takes several steps is for one thing."""
import sqlite3


def name_of(conn: sqlite3.Connection, key):
    return conn.execute("SELECT name FROM customers WHERE id = ?", (key,)).fetchone()


def settle(conn: sqlite3.Connection, key):
    owed = conn.execute("SELECT sum(amount) FROM bills WHERE customer = ?", (key,)).fetchone()
    paid = conn.execute("SELECT sum(amount) FROM payments WHERE customer = ?", (key,)).fetchone()
    return owed[0] - paid[0]


def report(conn: sqlite3.Connection, orders: sqlite3.Cursor):
    for order in orders:
        print(name_of(conn, order[0]))  # expect: loop-query-indirect


def settle_all(conn: sqlite3.Connection, orders: sqlite3.Cursor):
    for order in orders:
        print(settle(conn, order[0]))  # note: loop-query-indirect


def look_up(function, conn, key):
    return function(conn, key) if key else None


def handed_on(conn: sqlite3.Connection, orders: sqlite3.Cursor):
    return [look_up(name_of, conn, order[0]) for order in orders]  # note: loop-query-indirect
