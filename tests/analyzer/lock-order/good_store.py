import threading

jobs_lock = threading.Lock()
log_lock = threading.Lock()
jobs = []
lines = []


def add(job):
    with jobs_lock:
        jobs.append(job)
        with log_lock:
            lines.append("added")


def flush():
    with log_lock:
        text = list(lines)
    with jobs_lock:
        jobs.append(text)


def later():
    with log_lock:
        # Run by another thread, which holds nothing.
        threading.Thread(target=flush).start()


def polite():
    with log_lock:
        if not jobs_lock.acquire(timeout=1):
            return False
        try:
            return bool(jobs)
        finally:
            jobs_lock.release()


class Node:
    def __init__(self, parent):
        self.lock = threading.Lock()
        self.parent = parent
        self.size = 0

    def grow(self):
        with self.parent.lock:
            with self.lock:
                self.size += 1
