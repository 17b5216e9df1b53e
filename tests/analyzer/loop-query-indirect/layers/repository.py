import sqlite3


class Repository:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)

    def one(self, key):
        return self.conn.execute("SELECT * FROM t WHERE id = ?", (key,)).fetchone()


class Customers(Repository):
    def name(self, key):
        return self.one(key)["name"]
