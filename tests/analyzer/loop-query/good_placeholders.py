"""One statement for many keys."""
import sqlite3


def names(conn: sqlite3.Connection, groups):
    found = []
    for keys in groups:
        placeholders = ",".join("?" * len(keys))
        found += conn.execute(f"SELECT name FROM shop WHERE id IN ({placeholders})", keys).fetchall()
    return found
