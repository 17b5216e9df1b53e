import requests


class Client:
    def __init__(self, base):
        self.base = base

    def get(self, path):
        return requests.get(self.base + path)


def fetch(path):
    return Client("http://localhost").get(path)
