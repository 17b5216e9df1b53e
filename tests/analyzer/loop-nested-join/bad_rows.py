"""Rows against rows are much; against what may be short they are not known to be."""
import sqlite3


def both(orders: sqlite3.Cursor, conn: sqlite3.Connection):
    lines = conn.execute("SELECT order_id FROM lines").fetchall()
    for order in orders:
        for line in lines:  # expect: loop-nested-join
            if line == order:
                print(line)


class Report:
    def one(self, orders: sqlite3.Cursor, wanted):
        for order in orders:
            for name in wanted:  # note: loop-nested-join
                if name == order:
                    print(name)
