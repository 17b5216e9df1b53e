"""The other side asks not to be asked faster."""
import time

import requests


def sync(urls):
    for url in urls:
        requests.get(url)
        time.sleep(0.2)
