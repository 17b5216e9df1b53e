import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor

done = 0
seen = {}
running = True
lock = threading.Lock()


def count():
    global done
    done += 1


def fetch(url):
    seen[url] = True
    with lock:
        count()


def crawl(urls):
    with ThreadPoolExecutor() as pool:
        list(pool.map(fetch, urls))


def child():
    global done
    done += 1


def fork():
    multiprocessing.Process(target=child).start()


def stopper():
    global running
    running = False


def stop_later():
    threading.Timer(5, stopper).start()
    return running, done
