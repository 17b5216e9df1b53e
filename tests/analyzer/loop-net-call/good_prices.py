"""Pages, polls, retries, batches, a few hosts."""
import time

import requests

MIRRORS = ("https://a.example.org", "https://b.example.org")


def prices(symbols):
    return requests.get("https://example.org/prices", params={"symbols": ",".join(symbols)}).json()


def all_pages(url):
    rows = []
    while url:
        answer = requests.get(url).json()
        rows.extend(answer["rows"])
        url = answer["next"]
    return rows


def poll(url):
    while True:
        answer = requests.get(url).json()
        if answer["done"]:
            return answer
        time.sleep(1)


def retry(url):
    for attempt in range(5):
        try:
            return requests.get(url)
        except requests.RequestException:
            time.sleep(1)


def batches(batches):
    for batch in batches:
        requests.post("https://example.org/rows", json=batch)


def mirrors():
    return [requests.get(mirror) for mirror in MIRRORS]


def on_error(orders):
    for order in orders:
        try:
            order.check()
        except ValueError:
            requests.post("https://example.org/errors", json=order.id)
