"""The shop's web service: GET /history/<customer>, GET /health.

    python3 -m service.app DATABASE [PORT]
"""
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from . import db
from .history import history


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are two writes: do not wait 40 ms in between
    database = ""
    local = threading.local()

    def shop(self):
        if not hasattr(self.local, "shop"):
            self.local.shop = db.connect(self.database)
        return self.local.shop

    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/health":
            self.answer(200, "ok\n")
        elif self.path.startswith("/history/") and self.path[9:].isdigit():
            self.answer(200, history(self.shop(), int(self.path[9:])))
        else:
            self.answer(404, "no such page\n")

    def log_message(self, *args):
        """Quiet: the access log is the proxy's."""


def main():
    Handler.database = sys.argv[1]
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    print(f"serving on http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
