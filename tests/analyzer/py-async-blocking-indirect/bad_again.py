"""One cause is told of once; a pause that nobody notices is a note."""
import os
import time

import requests


def fetch():
    return requests.get("http://prices").json()


def breathe():
    time.sleep(0.001)


async def first():
    return fetch()  # expect: py-async-blocking-indirect


async def second():
    return fetch()  # note: py-async-blocking-indirect


async def third():
    breathe()  # note: py-async-blocking-indirect


def migrate_wallet(path):
    requests.post("http://wallets/" + path)


async def open_wallet(path):
    migrate_wallet(path)  # note: py-async-blocking-indirect


def save(out):
    os.fsync(out.fileno())


async def create(out):
    save(out)  # note: py-async-blocking-indirect


def save_all(outs):
    for out in outs:
        os.fsync(out.fileno())


async def create_all(outs):
    save_all(outs)  # expect: py-async-blocking-indirect
