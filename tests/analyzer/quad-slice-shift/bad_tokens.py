"""Texts and lists that are cut down from their front."""


def tokens(text: str):
    while text:
        yield text[0]
        text = text[1:]  # expect: quad-slice-shift


def pairs(items):
    while items:
        first, items = items[0], items[1:]  # expect: quad-slice-shift
        print(first)


def fields(data: bytes):
    while data:
        size = data[0]
        yield data[1:size]
        data = data[size:]  # expect: quad-slice-shift


class Reader:
    def __init__(self, text: str):
        self.text = text

    def take(self):
        c = self.text[0]
        self.text = self.text[1:]
        return c


def read_all(reader: Reader):
    while reader.text:
        reader.take()  # expect: quad-slice-shift


def chunks(body):
    found, rest = [], body
    while rest:
        size, rest = rest.split(b"\r\n", 1)  # expect: quad-slice-shift
        found.append(rest[:int(size, 16)])
        rest = rest[int(size, 16) + 2:]
    return found
