import sqlite3

from .good_base import Block

conn = sqlite3.connect("shop.db")


class Chooser(Block):
    """Has both: what the base does with one at a time is not run for it."""

    def to_python(self, value):
        return conn.execute("SELECT name FROM orders WHERE id = ?", (value,)).fetchone()

    def bulk_to_python(self, values):
        marks = ",".join("?" * len(values))
        return conn.execute("SELECT name FROM orders WHERE id IN (%s)" % marks, values).fetchall()
