"""Indices, views, large pieces, and what begins anew on each turn."""


def tokens(text: str):
    for i in range(len(text)):
        yield text[i]


def stripped(lines):
    for line in lines:
        if line.startswith("#"):
            line = line[1:]
        print(line)


def batches(rows: list, store):
    while rows:
        store(rows[:1000])
        rows = rows[1000:]


def sent(sock, data: bytes):
    while data:
        n = sock.send(data)
        data = data[n:]


def once(text: str):
    text = text[1:]
    for c in text:
        print(c)


def view(data: bytes):
    rest: memoryview = memoryview(data)
    while rest:
        rest = rest[1:]


def prefix(names, path: str):
    for name in names:
        path = name + path
        while path.startswith("/"):
            path = path.lstrip("/")
        print(path)


def heads(lines):
    rest = ""
    for line in lines:
        head, rest = line.split(":", 1)
        rest = rest[1:]
        print(head, rest)
