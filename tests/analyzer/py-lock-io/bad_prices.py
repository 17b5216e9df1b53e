import threading
import time

import requests


class Prices:
    def __init__(self):
        self._lock = threading.Lock()
        self.values = {}

    def get(self, key):
        with self._lock:
            return self.values.get(key)

    def reload(self, key):
        with self._lock:
            answer = requests.get("https://prices.example/" + key)  # expect: py-lock-io
            self.values[key] = answer.text

    def again(self, key):
        with self._lock:
            self._ask(key)  # expect: py-lock-io

    def _ask(self, key):
        time.sleep(1)
        self.values[key] = None


state = threading.Lock()


async def answer(queue):
    with state:
        await queue.put(1)  # expect: py-lock-io


class Owned:
    def __init__(self):
        self._owner = None
        self._lock = threading.Lock()

    def take(self, task):
        if self._owner is not task:
            self._lock.acquire()

    async def refresh(self, task, queue):
        self.take(task)
        await queue.put(1)  # expect: py-lock-io
        self._lock.release()
