"""Rows of a file, or all of a table, can be collected; few rows, or those that may fail one by one, need not be."""
import csv
import sqlite3

from shop.models import Order


def load(conn: sqlite3.Connection, path):
    with open(path) as f:
        for row in csv.reader(f):
            conn.execute("INSERT INTO customers (name) VALUES (?)", row)  # expect: loop-execute


def load_what_fits(conn: sqlite3.Connection, path, log):
    with open(path) as f:
        for row in csv.reader(f):
            try:
                conn.execute("INSERT INTO customers (name) VALUES (?)", row)  # note: loop-execute
            except sqlite3.IntegrityError:
                log.error("known already")


def load_some(conn: sqlite3.Connection, path):
    with open(path) as f:
        for row in csv.reader(f):
            if row[0]:
                conn.execute("INSERT INTO customers (name) VALUES (?)", row)  # note: loop-execute


def add(conn: sqlite3.Connection, names):
    for name in names:
        conn.execute("INSERT INTO customers (name) VALUES (?)", (name,))  # note: loop-execute


def close_all():
    for order in Order.objects.filter(late=True):
        order.closed = True
        order.save()  # expect: loop-execute


def close_of(customer):
    for order in Order.objects.filter(customer=customer):
        order.closed = True
        order.save()  # note: loop-execute
