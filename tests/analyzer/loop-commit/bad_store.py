"""One commit per row."""
import os
import sqlite3


def store(connection: sqlite3.Connection, readings):
    for reading in readings:
        connection.execute("INSERT INTO readings VALUES (?)", (reading,))
        connection.commit()  # expect: loop-commit


def synced(path, lines):
    with open(path, "w") as f:
        for line in lines:
            f.write(line)
            os.fsync(f)  # expect: loop-commit


class Store:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)

    def add(self, reading):
        self.connection.execute("INSERT INTO readings VALUES (?)", (reading,))
        self.connection.commit()


def fill(store: Store, readings):
    for reading in readings:
        store.add(reading)  # expect: loop-commit
