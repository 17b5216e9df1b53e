"""The shop's database."""
import sqlite3


def connect(path):
    return sqlite3.connect(path)


def orders_of(connection, customer_id):
    rows = connection.execute(
        "SELECT id, placed_on FROM orders WHERE customer_id = ? ORDER BY placed_on DESC, id",
        (customer_id,))
    return rows.fetchall()


def items_of(connection, order_id):
    rows = connection.execute(
        "SELECT sku, quantity, cents FROM items WHERE order_id = ? ORDER BY id", (order_id,))
    return rows.fetchall()
