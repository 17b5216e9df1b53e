import threading

jobs_lock = threading.Lock()
log_lock = threading.Lock()
jobs = []
lines = []


def write(line):
    with log_lock:
        lines.append(line)


def add(job):
    with jobs_lock:
        jobs.append(job)
        write("added")  # expect: lock-order


def flush():
    log_lock.acquire()
    try:
        with jobs_lock:
            lines.append(str(len(jobs)))
    finally:
        log_lock.release()


class Store:
    def __init__(self):
        self._lock = threading.RLock()
        self._stats_lock = threading.Lock()
        self.items = {}
        self.hits = 0

    def get(self, key):
        with self._lock:
            self._count()  # expect: lock-order
            return self.items[key]

    def _count(self):
        with self._stats_lock:
            self.hits += 1

    def reset(self):
        with self._stats_lock:
            self.hits = 0
            with self._lock:
                self.items.clear()
