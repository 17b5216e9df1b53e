import threading


class Store:
    def __init__(self):
        self._lock = threading.Lock()
        self._rows = {}

    def put(self, key, row):
        self._lock.acquire()
        if key in self._rows:
            return False                                # expect: lock-left
        self._rows[key] = row
        self._lock.release()
        return True
