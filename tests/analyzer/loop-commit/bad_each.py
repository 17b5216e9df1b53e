"""Turns that are kept one by one: they may fail, or wait for something slower."""
import requests
import sqlite3


def one_by_one(connection: sqlite3.Connection, rows: sqlite3.Cursor, log):
    for row in rows:
        try:
            connection.execute("INSERT INTO readings VALUES (?)", row)
            connection.commit()  # note: loop-commit
        except sqlite3.Error:
            log.error("not stored")


def fetched(connection: sqlite3.Connection, rows: sqlite3.Cursor):
    for row in rows:
        answer = requests.get("https://example.org/reading/" + row[0])
        connection.execute("INSERT INTO readings VALUES (?)", (answer.text,))
        connection.commit()  # note: loop-commit


def stored(connection: sqlite3.Connection, rows: sqlite3.Cursor):
    for row in rows:
        connection.execute("INSERT INTO readings VALUES (?)", row)
        connection.commit()  # expect: loop-commit
