#!/usr/bin/env python3
"""Writes products.csv, orders.csv, taxes.csv and shop.db into a folder.

    make_data.py FOLDER SCHEMA.sql

The same numbers every time (seeded), so that two versions of the shop work on
the same day of business: 1,500 products, 40,000 order lines of 900 customers,
and a database with 60,000 order items for the service.
"""
import os
import random
import sqlite3
import sys

CATEGORIES = ["books", "food", "toys", "garden", "music", "paper"]
WORDS = "blue small oak paper river stone cotton silver north garden winter copper field glass".split()


def products(rng):
    for i in range(1500):
        name = f"{rng.choice(WORDS)} {rng.choice(WORDS)} {i}"
        yield f"SKU-{i:05d}", name, rng.randint(99, 19999), rng.choice(CATEGORIES)


def note(rng):
    """Gift notes: mostly none, a few long ones."""
    if rng.random() < 0.8:
        return ""
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(20, 150)))


def write_csv(folder, rng):
    with open(os.path.join(folder, "products.csv"), "w", encoding="utf-8") as out:
        for row in products(rng):
            out.write("%s,%s,%d,%s\n" % row)
    with open(os.path.join(folder, "taxes.csv"), "w", encoding="utf-8") as out:
        for category in CATEGORIES:
            out.write(f"{category},{rng.choice([5, 7, 19, 20])}\n")
    with open(os.path.join(folder, "orders.csv"), "w", encoding="utf-8") as out:
        for i in range(40000):
            sku = int(rng.paretovariate(1.1)) % 1500 if rng.random() < 0.5 else rng.randrange(1500)
            out.write(f"{i},customer{rng.randrange(900):04d},SKU-{sku:05d},{rng.randint(1, 4)},{note(rng)}\n")


def write_database(path, schema, rng):
    if os.path.exists(path):
        os.remove(path)
    connection = sqlite3.connect(path)
    with open(schema, encoding="utf-8") as text:
        connection.executescript(text.read())
    connection.executemany("INSERT INTO customers VALUES (?, ?)",
                           [(i, f"customer{i:04d}@example.org") for i in range(500)])
    orders = [(i, rng.randrange(500), f"2026-{1 + i % 12:02d}-{1 + i % 28:02d}") for i in range(15000)]
    connection.executemany("INSERT INTO orders VALUES (?, ?, ?)", orders)
    items = [(i, i // 4, f"SKU-{rng.randrange(1500):05d}", rng.randint(1, 4), rng.randint(99, 19999))
             for i in range(60000)]
    connection.executemany("INSERT INTO items VALUES (?, ?, ?, ?, ?)", items)
    connection.commit()
    connection.close()


def main():
    folder, schema = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    write_csv(folder, random.Random(7))
    write_database(os.path.join(folder, "shop.db"), schema, random.Random(8))


if __name__ == "__main__":
    main()
