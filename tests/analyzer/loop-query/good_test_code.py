"""Test code does slow things on purpose, on small data."""
import sqlite3
import unittest


class TotalsTest(unittest.TestCase):
    def test_totals(self):
        conn = sqlite3.connect(":memory:")
        for name in self.names:
            conn.execute("INSERT INTO customers (name) VALUES (?)", (name,))


def test_insert(names):
    conn = sqlite3.connect(":memory:")
    for name in names:
        conn.execute("INSERT INTO customers (name) VALUES (?)", (name,))
