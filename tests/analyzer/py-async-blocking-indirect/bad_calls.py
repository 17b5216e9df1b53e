"""A plain function that blocks, called from a coroutine."""
import time

import requests


def download(url):
    return requests.get(url).content


def first_line(url):
    return download(url).splitlines()[0]


async def handler(url):
    return download(url)  # expect: py-async-blocking-indirect


async def two_calls_down(url):
    return first_line(url)  # expect: py-async-blocking-indirect


class Client:
    def wait(self):
        time.sleep(1)

    async def run(self):
        self.wait()  # expect: py-async-blocking-indirect
