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

    def name(self, key):
        self._lock.acquire()
        try:
            row = self._rows[key]
        except KeyError:
            return None
        finally:
            self._lock.release()
        if row:
            return row.name
        return ""

    def drop(self, key):
        self._lock.acquire()
        try:
            try:
                row = self._rows.pop(key)
            except KeyError:
                return False
            row.closed = True
        finally:
            self._lock.release()
        return True
