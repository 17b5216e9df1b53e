from http.server import BaseHTTPRequestHandler

HANDLERS = {}
recent = []
open_requests = {}
squares = {}
counts = {}


def register(name, function):
    HANDLERS[name] = function


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        open_requests[self.path] = self
        recent.append(self.path)
        if len(recent) > 100:
            del recent[0]
        self.wfile.write(b"ok")
        open_requests.pop(self.path)


def table(n):
    for i in range(n):
        squares[i] = i * i


def serve(queue):
    seen = []
    # As many as there are kinds of items.
    while True:
        item = queue.get()
        seen.append(item)
        counts[item.kind] = counts.get(item.kind, 0) + 1
        queue.task_done()
