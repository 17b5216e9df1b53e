"""Joined, extended in place, started anew, or short."""


class Page:
    def __init__(self):
        self.html = ""
        self.line = ""

    def render(self, rows):
        parts = []
        for row in rows:
            parts.append("<tr>%s</tr>" % row)
        self.html = "".join(parts)

    def once(self, row):
        self.html += row

    def lines(self, rows):
        for row in rows:
            self.line = ""
            self.line += row.name
            print(self.line)

    def three(self):
        for name in ("a", "b", "c"):
            self.html += name


def local(rows):
    text = ""
    for row in rows:
        text += row
    return text


def numbers(values):
    total = 0
    for value in values:
        total += value
    return total


def collected(parts):
    data = bytearray()
    for part in parts:
        data += part
    return bytes(data)


def lists(groups):
    everyone = []
    for group in groups:
        everyone += group
    return everyone


class Columns:
    def __init__(self):
        self.texts = {}

    def add(self, cells):
        for cell in cells:
            self.texts[cell.name] = self.texts[cell.name] + "x"


class Receiver:
    def __init__(self, name):
        self.name = name
        self.parts = []
        self.line = ""

    def data_received(self, data):
        self.parts.append(data)

    def set_suffix(self, suffix):
        self.name += suffix

    def write(self, text):
        self.line = ""
        self.line += text
