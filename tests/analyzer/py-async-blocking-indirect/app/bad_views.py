"""Across files: a function, and a method of an object kept in an attribute."""
from .client import Client, fetch


async def view(path):
    return fetch(path)  # expect: py-async-blocking-indirect


class Views:
    def __init__(self):
        self.client = Client("http://localhost")

    async def show(self, path):
        return self.client.get(path)  # expect: py-async-blocking-indirect
