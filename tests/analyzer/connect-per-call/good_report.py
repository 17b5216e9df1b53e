import time
import urllib.request

import psycopg2
import requests


def report(orders):
    conn = psycopg2.connect("dbname=shop")
    cursor = conn.cursor()
    for order in orders:
        cursor.execute("SELECT name FROM customers WHERE id = %s", (order.customer,))
    return cursor.fetchall()


def each_server(hosts):
    for host in hosts:
        conn = psycopg2.connect(host=host)
        conn.close()


def fetch_all(urls):
    return [requests.get(url).text for url in urls]


def notify(users):
    with requests.Session() as session:
        for user in users:
            session.post("https://mail.example/send", json={"to": user.mail})


def covers(items):
    return [urllib.request.urlopen("https://covers.example/" + item.key).read() for item in items]


def until_there():
    while True:
        try:
            return psycopg2.connect("dbname=shop")
        except psycopg2.OperationalError:
            time.sleep(1)


class Store:
    def __init__(self):
        self.conn = None

    def connection(self):
        if self.conn is None:
            self.conn = psycopg2.connect("dbname=shop")
        return self.conn

    def names(self, keys):
        for key in keys:
            self.connection().cursor().execute("SELECT 1")
