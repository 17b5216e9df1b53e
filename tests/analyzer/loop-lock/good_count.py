import threading
import time

lock = threading.Lock()
counts = {}


def count(words):
    with lock:
        for word in words:
            counts[word] = 1


def fetch(words, client):
    for word in words:
        answer = client.get(word)
        with lock:
            counts[word] = answer


def poll():
    while True:
        with lock:
            counts["turns"] = 1
        time.sleep(1)
