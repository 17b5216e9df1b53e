import threading


class Session:
    def __init__(self):
        self._lock = threading.Lock()
        self.values = {}

    def get(self, key):
        with self._lock:
            return self.values.get(key)

    def put(self, key, value):
        with self._lock:
            if self.get(key) is None:  # expect: lock-twice
                self.values[key] = value


lock = threading.Lock()
seen = set()


def note(item):
    lock.acquire()
    try:
        seen.add(item)
    finally:
        lock.release()


def note_all(items):
    with lock:
        for item in items:
            note(item)  # expect: lock-twice
