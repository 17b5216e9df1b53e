"""The shop's database."""
import sqlite3


def connect(path):
    return sqlite3.connect(path)


def orders_of(connection, customer_id):
    rows = connection.execute(
        "SELECT id, placed_on FROM orders WHERE customer_id = ? ORDER BY placed_on DESC, id",
        (customer_id,))
    return rows.fetchall()


def items_of_customer(connection, customer_id):
    """All items of all orders of a customer, dearest first within an order."""
    rows = connection.execute(
        "SELECT order_id, sku, quantity, cents FROM items"
        " WHERE order_id IN (SELECT id FROM orders WHERE customer_id = ?)"
        " ORDER BY order_id, cents DESC, id", (customer_id,))
    return rows.fetchall()
