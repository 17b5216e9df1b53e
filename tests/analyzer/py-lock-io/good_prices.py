import asyncio
import threading
import time

import requests


class Prices:
    def __init__(self):
        self._lock = threading.Lock()
        self._fetch_lock = threading.Lock()
        self._changed = threading.Condition()
        self._gate = asyncio.Lock()
        self.values = {}

    def get(self, key):
        with self._lock:
            return self.values.get(key)

    def reload(self, key):
        answer = requests.get("https://prices.example/" + key)
        with self._lock:
            self.values[key] = answer.text

    def one_at_a_time(self, key):
        with self._fetch_lock:
            return requests.get("https://prices.example/" + key).text

    def wait(self):
        with self._changed:
            self._changed.wait()

    def notify(self):
        with self._changed:
            self._changed.notify_all()

    async def refresh(self, queue):
        async with self._gate:
            await queue.put(1)

    def later(self):
        with self._lock:
            threading.Thread(target=time.sleep, args=(1,)).start()

    def stop(self):
        with self._lock:
            time.sleep(0.1)


def retry(take, seconds):
    while not take():
        time.sleep(seconds)


def lock_file(path):
    retry(path.take, 0.2)


class Settings:
    def __init__(self):
        self._lock = threading.Lock()
        self.values = {}

    def get(self, key):
        with self._lock:
            return self.values.get(key)

    def write(self, path):
        with self._lock:
            lock_file(path)


class Again:
    """A lock of tasks by what is done with it: only those are awaited."""

    def __init__(self):
        self._owner = None
        self._lock = asyncio.Lock()

    async def acquire(self):
        task = asyncio.current_task()
        if self._owner is not task:
            await self._lock.acquire()
            self._owner = task

    async def __aenter__(self):
        await self.acquire()


class Given:
    def __init__(self, lock):
        self._lock = lock

    async def refresh(self, queue):
        await self._lock.acquire()
        await queue.put(1)
        self._lock.release()
