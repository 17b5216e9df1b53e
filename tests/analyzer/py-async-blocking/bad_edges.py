"""At the edges of the program nobody waits; what an error does is rare; once for a function is enough."""
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
