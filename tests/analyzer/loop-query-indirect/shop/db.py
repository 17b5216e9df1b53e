import sqlite3


def connection():
    return sqlite3.connect("shop.db")


def fetch_name(key):
    cursor = connection().cursor()
    cursor.execute("SELECT name FROM customers WHERE id = ?", (key,))
    return cursor.fetchone()[0]
