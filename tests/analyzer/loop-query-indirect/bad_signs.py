"""Where nothing in the function says that there is much, or the query is not sent on every turn."""
import sqlite3

conn = sqlite3.connect("shop.db")


def name_of(key):
    return conn.execute("SELECT name FROM customers WHERE id = ?", (key,)).fetchone()


def of_rows():
    found = []
    for row in conn.execute("SELECT customer FROM orders").fetchall():
        found.append(name_of(row[0]))  # expect: loop-query-indirect
    return found


def of_what_is_given(keys):
    found = []
    for key in keys:
        found.append(name_of(key))  # note: loop-query-indirect
    return found


def of_some():
    found = []
    for row in conn.execute("SELECT customer, late FROM orders").fetchall():
        if row[1]:
            found.append(name_of(row[0]))  # note: loop-query-indirect
    return found


def each_for_itself(log):
    found = []
    for row in conn.execute("SELECT customer FROM orders").fetchall():
        try:
            found.append(name_of(row[0]))  # note: loop-query-indirect
        except KeyError:
            log.error("no such customer")
    return found


def orders_of(shop):
    return conn.execute("SELECT customer FROM orders WHERE shop = ?", (shop,)).fetchall()


def of_another_function(shop):
    found = []
    for row in orders_of(shop):
        found.append(name_of(row[0]))  # expect: loop-query-indirect
    return found
