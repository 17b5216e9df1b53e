import threading
from concurrent.futures import ThreadPoolExecutor

done = 0
errors = 0
lock = threading.Lock()


def fetch(url):
    global done, errors
    done += 1  # expect: shared-write
    with lock:
        errors += 1


def crawl(urls):
    with ThreadPoolExecutor() as pool:
        for url in urls:
            pool.submit(fetch, url)


def progress():
    return done, errors


ticks = 0


class Clock(threading.Thread):
    def run(self):
        global ticks
        while True:
            ticks = ticks + 1  # expect: shared-write


def reset():
    global ticks
    ticks = 0
