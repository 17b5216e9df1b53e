from http.server import BaseHTTPRequestHandler

visits = {}
log = []


def note(path, client):
    visits[(path, client)] = True  # expect: grow-only


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        note(self.path, self.client_address)
        self.wfile.write(b"ok")


def serve(queue):
    while True:
        item = queue.get()
        log.append(item)  # expect: grow-only
        queue.task_done()
