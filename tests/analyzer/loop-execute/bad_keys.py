"""A row whose key is wanted has to be there before the next; the others can be collected."""
import sqlite3

from shop.models import Line, Note, Order


def copies(rows: sqlite3.Cursor):
    for row in rows:
        order = Order.objects.create(name=row[0])  # note: loop-execute
        order_made(order)


def notes(orders: sqlite3.Cursor):
    for order in orders:
        order.notes.add(Note.objects.create(text="done"))  # note: loop-execute


def lines(rows: sqlite3.Cursor):
    for row in rows:
        Line.objects.create(name=row[0])  # expect: loop-execute


def books(conn: sqlite3.Connection, titles: sqlite3.Cursor):
    for title in titles:
        made = conn.execute("INSERT INTO books(title) VALUES (?)", title)  # note: loop-execute
        yield made.lastrowid
