import threading


class Session:
    def __init__(self):
        self._lock = threading.RLock()
        self._ready = threading.Condition()
        self._other = threading.Lock()
        self.values = {}

    def get(self, key):
        with self._lock:
            return self.values.get(key)

    def put(self, key, value):
        with self._lock:
            if self.get(key) is None:
                self.values[key] = value

    def wake(self):
        with self._ready:
            self._ready.notify_all()

    def close(self):
        with self._ready:
            self.wake()

    def merge(self, other):
        with self._other:
            other.flush()

    def flush(self):
        with self._other:
            self.values.clear()

    def reset(self):
        with self._other:
            if not self.values:
                return
        self.flush()

    def start(self):
        with self._other:
            threading.Thread(target=self.flush).start()

    def later(self):
        with self._other:
            return lambda: self.flush()
