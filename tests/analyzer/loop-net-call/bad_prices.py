"""One request per element."""
import requests


def prices(symbols):
    result = {}
    for symbol in symbols:
        result[symbol] = requests.get("https://example.org/price/" + symbol).json()  # expect: loop-net-call
    return result


def in_a_comprehension(urls):
    return [requests.get(url).text for url in urls]  # expect: loop-net-call


def price_of(symbol):
    answer = requests.get("https://example.org/price/" + symbol, timeout=5)
    return answer.json()


def by_helper(symbols):
    return {symbol: price_of(symbol) for symbol in symbols}  # expect: loop-net-call


class Client:
    def __init__(self):
        self.session = requests.Session()

    def fetch(self, symbol):
        return self.session.get("https://example.org/price/" + symbol)


def by_method(client: Client, symbols):
    for symbol in symbols:
        print(client.fetch(symbol))  # note: loop-net-call
