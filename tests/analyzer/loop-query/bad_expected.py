"""One query per turn is what a reviewer expects of these; and of one element there is one."""
import sqlite3

from shop.models import Customer


def upsert(rows: sqlite3.Cursor):
    for row in rows:
        Customer.objects.get_or_create(name=row[0])  # note: loop-query


def first_that_fits(rows: sqlite3.Cursor):
    for row in rows:
        found = Customer.objects.filter(name=row[0]).first()  # note: loop-query
        if found:
            return found


def home_of(rows: sqlite3.Cursor):
    for key in rows:
        if key == "home":
            Customer.objects.get(pk=key)


def closed(rows: sqlite3.Cursor):
    for row in rows:
        if row[1] > 3:
            Customer.objects.filter(pk=row[0]).update(closed=True)  # note: loop-query


class Form:
    def clean(self, names):
        for name in names:
            Customer.objects.get(name=name)  # note: loop-query


def clean(names):
    for name in names:
        Customer.objects.get(name=name)  # expect: loop-query
