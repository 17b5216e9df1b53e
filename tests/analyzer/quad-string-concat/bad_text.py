"""Text that CPython cannot extend in place: attributes, globals, captured variables, bytes."""

output = ""


class Page:
    def __init__(self):
        self.html = ""

    def render(self, rows):
        for row in rows:
            self.html += "<tr>%s</tr>" % row  # expect: quad-string-concat
        return self.html


def write(lines):
    global output
    for line in lines:
        output = output + line  # expect: quad-string-concat


def read_all(sock):
    data = b""
    for part in sock.parts():
        data += part  # expect: quad-string-concat
    return data


def counter(words):
    text = ""

    def add_all():
        nonlocal text
        for word in words:
            text += word  # expect: quad-string-concat

    add_all()
    return text


class Receiver:
    def __init__(self):
        self.buffer = b""

    def data_received(self, data):
        self.buffer += data  # expect: quad-string-concat

    def write(self, data):
        self.buffer = self.buffer + data  # expect: quad-string-concat
