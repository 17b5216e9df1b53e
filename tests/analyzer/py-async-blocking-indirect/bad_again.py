"""One cause is told of once; a pause that nobody notices is a note."""
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
