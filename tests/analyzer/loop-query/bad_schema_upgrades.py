"""Runs once for each installation."""
import sqlite3


def authors(conn: sqlite3.Connection):
    for key, name in conn.execute("SELECT id, author FROM books").fetchall():
        conn.execute("SELECT id FROM authors WHERE name = ?", (name,))  # note: loop-query
