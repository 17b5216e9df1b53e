"""What other files say of types: results, attributes, elements, what a context manager yields."""
from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field

db = sqlite3.connect("shop.db")


class Store:
    def row(self, key):
        return db.execute("SELECT * FROM t WHERE id = ?", (key,)).fetchone()

    def named(self, key):
        return key.lower()

    def clone(self) -> Store:
        return self


@dataclass
class Shop:
    store: Store
    others: list[Store] = field(default_factory=list)
    by_name: dict[str, "Store | None"] = field(default_factory=dict)


class Base:
    def __init__(self, store: Store):
        self.store = store

    @property
    def first(self) -> Store:
        return self.store


STORE: Store | None = None


def get_store():
    return Store()


def all_stores() -> "list[Store]":
    return []


@contextmanager
def opened():
    yield Store()
