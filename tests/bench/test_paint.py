"""When a phone shows the page: largest contentful paint at 390 px, CPU slowed four times, 1.6 Mbit/s, 150 ms round trip.

The setting of mobile Lighthouse, with a fresh profile each time. The promise is held packed, as the web server in front
sends pages; what this process sends by itself is printed beside it.
"""

import gzip
import statistics
from threading import Thread
from urllib.request import Request, urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.cache import cache

from tests import records, sites

ROUNDS = 5
MOST = 1.5
SLOWER = 4
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
PHONE = {"width": 390, "height": 844}
PAGES = {
    "timeline": "/first-second/timeline/?limit=25",
    "timeline, in Czech": "/cs/first-second/timeline/?limit=25",
    "dossier": sites.DOSSIER_PAGE,
    "incident": sites.INCIDENT_PAGE,
    "visit": sites.VISIT_PAGE,
    "source": sites.PAGES["source"],
    "ledger": sites.PAGES["ledger"],
    "search": sites.PAGES["search"],
    "codebook": sites.PAGES["codebook"],
}
PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
})"""


class Silent(WSGIRequestHandler):
    """Writes no line per request."""

    def log_message(self, *args):
        """Nothing."""


@pytest.fixture
def site(live_server, lawless):
    """A page of every type, and enough visits for a full page of the timeline."""
    sites.publish_all()
    records.publish(*(records.visit(f"V{n:05d}", f"{1990 + n}-05-{n + 1:02d}") for n in range(25)))
    cache.clear()
    return live_server.url


@pytest.fixture
def packing(site):
    """Address of a server in front that sends what it gets compressed, as nginx does."""

    def application(environ, start_response):
        query = f"?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else ""
        with urlopen(Request(f"{site}{environ['PATH_INFO']}{query}", headers={"Host": environ["HTTP_HOST"]})) as answer:
            kept = [
                (name, value)
                for name, value in answer.headers.items()
                if name in ("Content-Type", "Content-Security-Policy")
            ]
            body = gzip.compress(answer.read(), 6)
        start_response("200 OK", [*kept, ("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))])
        return [body]

    server = make_server("localhost", 0, application, handler_class=Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def painted(browser, address) -> float:
    """Seconds until the largest element stands."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    seconds = page.evaluate(PAINTED) / 1000
    context.close()
    return seconds


def measured(browser, base) -> dict[str, list[float]]:
    """Times of each page; the server has made it once before, since a phone does not measure that."""
    for path in PAGES.values():
        urlopen(f"{base}{path}").close()
    return {name: sorted(painted(browser, f"{base}{path}") for _ in range(ROUNDS)) for name, path in PAGES.items()}


def test_a_phone_shows_every_page_in_time(browser, site, packing):
    print(f"\nlargest contentful paint, seconds, {ROUNDS} rounds: middle (least–most)")
    for title, base in (("as this process sends it", site), ("packed", packing)):
        times = measured(browser, base)
        print(title)
        for name, each in times.items():
            print(f"  {name:<20}{statistics.median(each):6.2f} ({each[0]:.2f}–{each[-1]:.2f})")
    assert {name: each for name, each in times.items() if statistics.median(each) > MOST} == {}
