"""What is walked decides: rows are many; channels, tags and batches are not."""
import sqlite3

from django.conf import settings

from shop.models import Customer, Listing, Product


def by_channel(product, update_channels):
    for update in update_channels:
        Listing.objects.get(product=product, channel=update["channel"])  # note: loop-query


def by_tag(tag_names):
    for name in tag_names:
        Product.objects.filter(name__iexact=name).first()  # note: loop-query


def by_language(product):
    for code in settings.LANGUAGES:
        Listing.objects.get(product=product, language=code)  # note: loop-query


def by_users_of_tag(users_by_tag):
    for user in users_by_tag:
        Customer.objects.get(name=user)  # expect: loop-query


def in_spans(conn: sqlite3.Connection, last):
    low = 0
    while low < last:
        conn.execute("UPDATE t SET seen = 1 + ? WHERE id = ?", (low, last)).rowcount
        conn.execute("SELECT max(id) FROM t WHERE id > ?", (low,))  # note: loop-query
        low += 1000


def one_by_one(conn: sqlite3.Connection, queue):
    while queue:
        key = queue.pop()
        conn.execute("SELECT name FROM t WHERE id = ?", (key,))  # expect: loop-query


def wrapped(db, conn: sqlite3.Connection):
    for key in db.get("SELECT id FROM books"):
        conn.execute("SELECT name FROM authors WHERE book = ?", key)  # expect: loop-query


def tags_of_rows(conn: sqlite3.Connection):
    for key, tags in conn.execute("SELECT id, tags FROM books"):
        for tag in tags.split(","):
            conn.execute("SELECT id FROM tags WHERE name = ?", (tag,))  # expect: loop-query


def made_here(conn: sqlite3.Connection):
    wanted = {}
    wanted["a"] = 1
    for key in wanted:
        conn.execute("SELECT id FROM tags WHERE name = ?", (key,))  # note: loop-query


def through_names(conn: sqlite3.Connection):
    rows = conn.execute("SELECT id, name FROM books").fetchall()
    keys = sorted({name: key for key, name in rows}.values())
    return details(conn, [key for key in keys if key > 3])


def details(conn: sqlite3.Connection, keys):
    return [conn.execute("SELECT * FROM books WHERE id = ?", (key,)) for key in keys]  # expect: loop-query
