import sqlite3

import psycopg2
import requests


def load(key):
    conn = psycopg2.connect("dbname=shop")
    cursor = conn.cursor()
    cursor.execute("SELECT name FROM customers WHERE id = %s", (key,))
    return cursor.fetchone()


def report(orders):
    return [load(order.customer) for order in orders]  # expect: connect-per-call


def save(rows):
    for row in rows:
        conn = sqlite3.connect("shop.db")  # expect: connect-per-call
        conn.execute("INSERT INTO log VALUES (?)", (row,))
        conn.commit()
        conn.close()


def notify(users):
    for user in users:
        requests.post("https://mail.example/send", json={"to": user.mail})  # expect: connect-per-call


def name_of(key):
    conn = sqlite3.connect("shop.db")
    return conn.execute("SELECT name FROM customers WHERE id = ?", (key,)).fetchone()


def names(keys):
    return [name_of(key) for key in keys]  # note: connect-per-call
