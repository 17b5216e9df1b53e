"""Of rows there are many."""
import sqlite3


def tags(rows: sqlite3.Cursor):
    return sum([row[0].split(",") for row in rows], [])  # expect: quad-sum-lists


class Menu:
    def flat(self, parts):
        return sum([part.items for part in parts], [])  # note: quad-sum-lists
