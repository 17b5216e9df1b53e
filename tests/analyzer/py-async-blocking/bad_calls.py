"""Calls that stop the event loop."""
import sqlite3
import subprocess
import time
import urllib.request
from time import sleep as pause

import requests


async def sleeps():
    time.sleep(1)  # expect: py-async-blocking


async def under_another_name():
    pause(1)  # expect: py-async-blocking


async def fetches(url):
    return requests.get(url).json()  # expect: py-async-blocking


async def with_a_session(urls):
    session = requests.Session()
    for url in urls:
        session.get(url)  # expect: py-async-blocking


async def opens_a_url(url):
    with urllib.request.urlopen(url) as answer:  # expect: py-async-blocking
        return answer.read()


async def runs_a_process():
    subprocess.run(["ls"])  # expect: py-async-blocking


async def queries(path, key):
    conn = sqlite3.connect(path)  # expect: py-async-blocking
    return conn.execute("SELECT 1 FROM t WHERE id = ?", (key,)).fetchone()  # expect: py-async-blocking


async def reads(path):
    with open(path) as f:  # expect: py-async-blocking
        return f.read()


class Handler:
    async def get(self):
        time.sleep(0.1)  # expect: py-async-blocking


async def stops(self):
    for executor in self.executors.values():
        executor.shutdown(wait=self.patient)  # expect: py-async-blocking


async def walked_in_the_coroutine():
    return [order.pk for order in Order.objects.filter(open=True)]  # expect: py-async-blocking
