"""Once, once per thousand, once per batch, one file each."""
import os
import sqlite3


def store(connection: sqlite3.Connection, readings):
    for reading in readings:
        connection.execute("INSERT INTO readings VALUES (?)", (reading,))
    connection.commit()


def thousands(connection: sqlite3.Connection, readings):
    for n, reading in enumerate(readings):
        connection.execute("INSERT INTO readings VALUES (?)", (reading,))
        if n % 1000 == 0:
            connection.commit()
    connection.commit()


def batches(connection: sqlite3.Connection, batches):
    for batch in batches:
        connection.executemany("INSERT INTO readings VALUES (?)", batch)
        connection.commit()


def files(texts):
    for path, text in texts.items():
        with open(path, "w") as f:
            f.write(text)
            os.fsync(f)


def work(queue, connection: sqlite3.Connection):
    while True:
        job = queue.get()
        job.run()
        connection.commit()
