import threading

lock = threading.Lock()
counts = {}


def count(words):
    for word in words:
        with lock:  # expect: loop-lock
            counts[word] = 1
