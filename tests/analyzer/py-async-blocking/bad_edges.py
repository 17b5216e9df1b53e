"""At the edges of the program nobody waits; what an error does is rare; once for a function is enough."""
import shutil

import requests


async def init_prices(app):
    app["prices"] = requests.get("http://prices").json()  # note: py-async-blocking


async def prices(app):
    try:
        app["prices"] = requests.get("http://prices").json()  # expect: py-async-blocking
    except ValueError:
        app["prices"] = requests.get("http://other").json()
    app["more"] = requests.get("http://more").json()  # note: py-async-blocking


class Store:
    async def close(self):
        requests.post("http://store/close")  # note: py-async-blocking


async def stop_workers(pool):
    requests.post("http://pool/stop")  # note: py-async-blocking


async def lifespan(app):
    await warm(app)


async def warm(app):
    app["prices"] = requests.get("http://prices").json()  # note: py-async-blocking


async def reload(app):
    await fetch(app)


async def fetch(app):
    app["prices"] = requests.get("http://prices").json()  # expect: py-async-blocking


async def clear(request):
    shutil.rmtree(request.folder)  # note: py-async-blocking


async def clear_all(request):
    for folder in request.folders:
        shutil.rmtree(folder)  # expect: py-async-blocking


async def main_loop(app):
    await ask(app)


async def ask(app):
    app["prices"] = requests.get("http://prices").json()  # expect: py-async-blocking
