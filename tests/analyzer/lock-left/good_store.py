import threading


class Store:
    def __init__(self):
        self._lock = threading.Lock()
        self._rows = {}

    def put(self, key, row):
        with self._lock:
            if key in self._rows:
                return False
            self._rows[key] = row
        return True

    def take(self, key):
        self._lock.acquire()
        try:
            if key not in self._rows:
                return None
            return self._rows.pop(key)
        finally:
            self._lock.release()
