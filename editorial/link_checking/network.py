"""Where a request may go, and the connection that goes exactly there: the address that was checked is the one that is used.

A source's address is typed by people, and a redirect by strangers: neither may reach a machine of our own network.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from urllib.parse import SplitResult, quote, urlsplit

PORTS = {"http": 80, "https": 443}
MOST_TRIED = 3  # addresses of one host
LONGEST = 2000  # characters of an address
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv6 that stands for an IPv4 address behind a translator


class Unreachable(Exception):
    """No answer, or none may be asked for; `str()` is one sentence."""


class Network:
    """The outside world. Tests hand in another one; nothing else does."""

    pause = 1.0  # seconds between two requests to one host

    def resolve(self, host: str, port: int) -> list[str]:
        """Every address of a host."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(each[4][0]) for each in found))

    def allows(self, address: str) -> bool:
        """Whether an address is a public one: not of this machine, of a private network, or of a group."""
        ip = ipaddress.ip_address(address.partition("%")[0])
        if isinstance(ip, ipaddress.IPv6Address):
            if ip.ipv4_mapped:
                return self.allows(str(ip.ipv4_mapped))
            if ip.sixtofour or ip.teredo or ip in TRANSLATED:
                return False
        return ip.is_global and not ip.is_multicast

    def allows_port(self, scheme: str, port: int) -> bool:
        return PORTS[scheme] == port

    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context()


def split(url: str, network: Network) -> tuple[SplitResult, str, int]:
    """The parts of an address that may be asked, its host as ASCII, its port. Raises `Unreachable`."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
        ascii_host = host if host.isascii() else host.encode("idna").decode()
    except ValueError as fault:
        raise Unreachable("It is no address that can be asked.") from fault
    if parts.scheme not in PORTS or not host or len(url) > LONGEST:
        raise Unreachable("It is no web address with http or https.")
    if parts.username is not None or parts.password is not None:
        raise Unreachable("It holds a name or a password.")
    if not network.allows_port(parts.scheme, port):
        raise Unreachable(f"It asks for port {port}, which is not a web server's usual one.")
    return parts, ascii_host, port


def checked_addresses(host: str, port: int, network: Network, seconds: float) -> list[str]:
    """The addresses of a host, all of them public. Raises `Unreachable`. A name server has no time limit of its own."""
    found: list[str] = []
    fault: list[Exception] = []

    def look_up() -> None:
        try:
            found.extend(network.resolve(host, port))
        except (OSError, UnicodeError) as refusal:
            fault.append(refusal)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(seconds)
    if not found:
        raise Unreachable(
            f"The host {host[:80]} is not known." if fault else f"No name server answers for {host[:80]}."
        )
    if not all(network.allows(address) for address in found):
        raise Unreachable(f"The host {host[:80]} leads into a private network, which is not asked.")
    return found


class Clock:
    """The time that one address may take in all, redirects included; what is waited out of politeness does not count."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises `TimeoutError` when there are none."""
        seconds = self.end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def stop_during(self, wait: Callable[[str], None], host: str) -> None:
        before = time.monotonic()
        wait(host)
        self.end += time.monotonic() - before


class Deadline:
    """Cuts a connection off when the whole request has taken too long, however slowly it drips."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.passed = seconds, False
        self.timer: threading.Timer | None = None

    def watch(self, sock: socket.socket) -> None:
        self.timer = threading.Timer(self.seconds, self.cut, [sock])
        self.timer.daemon = True
        self.timer.start()

    def cut(self, sock: socket.socket) -> None:
        self.passed = True
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    def over(self) -> None:
        if self.timer:
            self.timer.cancel()


class Connection(http.client.HTTPConnection):
    """To an address that was checked, whatever the name says by now; with TLS, the certificate is that of the name."""

    def __init__(
        self, host: str, port: int, addresses: Sequence[str], context: ssl.SSLContext | None, deadline: Deadline
    ) -> None:
        super().__init__(host, port, timeout=deadline.seconds)
        self.addresses, self.context, self.deadline = addresses[:MOST_TRIED], context, deadline

    def connect(self) -> None:
        plain = self.first_that_answers()
        self.deadline.watch(plain)
        try:
            self.sock = self.context.wrap_socket(plain, server_hostname=self.host) if self.context else plain
        except BaseException:
            plain.close()
            raise

    def first_that_answers(self) -> socket.socket:
        """A host may have an address of a kind that this machine cannot reach."""
        share = self.timeout / len(self.addresses)
        for address in self.addresses[:-1]:
            with contextlib.suppress(OSError):
                return self.patient(socket.create_connection((address, self.port), share))
        return self.patient(socket.create_connection((self.addresses[-1], self.port), share))

    def patient(self, sock: socket.socket) -> socket.socket:
        sock.settimeout(self.timeout)
        return sock


def target(parts: SplitResult) -> str:
    """Path and query as a request line holds them; signs beyond ASCII are percent-encoded."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path
