"""A web server on this machine that answers badly on purpose, and a network that lets the link check reach it."""

import socket
import ssl
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from editorial.link_checking import Network


class Inward(Network):
    """Names ending in `.test` lead to this machine, on any port; everything else is as outside."""

    pause = 0.0

    def __init__(self, port: int, tls: ssl.SSLContext | None = None) -> None:
        self.port, self.tls = port, tls

    def resolve(self, host: str, port: int) -> list[str]:
        if host == "nowhere.test":
            raise socket.gaierror("unknown")
        if host == "mixed.test":
            return ["127.0.0.1", "10.0.0.1"]
        return ["127.0.0.1"] if host.endswith(".test") else super().resolve(host, port)

    def allows(self, address: str) -> bool:
        return (address == "127.0.0.1" and self.reaches) or super().allows(address)

    reaches = True

    def allows_port(self, scheme: str, port: int) -> bool:
        return port == self.port or super().allows_port(scheme, port)


class Outward(Inward):
    """As outside: this machine is out of reach, however it is called."""

    reaches = False


class Bad(BaseHTTPRequestHandler):
    """What it answers stands in the path."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.server.asked.append((self.command, self.path))
        name = self.path.split("/")[1].split("?")[0]
        getattr(self, f"answer_{name}", self.answer_ok)()

    do_GET = do_HEAD

    def say(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for header, value in ({"Content-Length": "0"} | headers).items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()

    def answer_ok(self) -> None:
        self.say(200)

    def answer_status(self) -> None:
        self.say(int(self.path.split("/")[2]))

    def answer_headless(self) -> None:
        self.say(501 if self.command == "HEAD" else 200)

    def answer_loop(self) -> None:
        self.say(302, Location="/loop/again")

    def answer_moved(self) -> None:
        self.say(301, Location="/ok")

    def answer_inside(self) -> None:
        self.say(302, Location=f"http://127.0.0.1:{self.server.server_port}/secret")

    def answer_metadata(self) -> None:
        self.say(302, Location="http://169.254.169.254/latest/")

    def answer_file(self) -> None:
        self.say(302, Location="file:///etc/passwd")

    def answer_endless(self) -> None:
        """A body without an end; HEAD is refused, so that GET is asked."""
        if self.command == "HEAD":
            self.say(405)
            return
        self.say(200, Content_Length="999999999999")
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            self.close_connection = True

    def answer_drip(self) -> None:
        """One sign of the head each tenth of a second, for ever: no single read ever takes long."""
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not self.server.stopping:
                self.wfile.write(b"x")
                time.sleep(0.1)
        except OSError:
            pass
        self.close_connection = True

    def answer_garbage(self) -> None:
        self.wfile.write(b"\x00\xff no http \r\n\r\n")
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving():
    """The running server: `.server_port`, `.asked`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bad)
    server.daemon_threads, server.asked, server.stopping = True, [], False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.stopping = True
    server.shutdown()
    server.server_close()
