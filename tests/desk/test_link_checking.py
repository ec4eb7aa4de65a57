"""Checking links: what counts as broken, and that nobody's address or answer leads into our own network or holds the run up."""

import datetime
import time

import pytest
from django.core.management import call_command
from django.utils import timezone

from editorial import link_checking
from editorial.link_checking import Network, ask
from editorial.models import AccessPoint, LinkCheck, Record, Source
from editorial.services import drafting, upkeep
from tests import factories
from tests.link_server import Inward, Outward, serving

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def server():
    with serving() as running:
        yield running


def answer(server, path, host="site.test", network=Inward, timeout=2.0):
    return ask(f"http://{host}:{server.server_port}{path}", timeout=timeout, network=network(server.server_port))


@pytest.mark.parametrize(
    ("path", "status", "fault"),
    [
        ("/ok", 200, ""),
        ("/ok?q=č ř", 200, ""),
        ("/moved", 200, ""),
        ("/headless", 200, ""),
        ("/endless", 200, ""),
        ("/status/404", 404, "It answers 404: the page is not there."),
        ("/status/410", 410, "It answers 410: the page is gone."),
        ("/status/500", 500, "It answers 500: its server fails."),
        ("/status/400", 400, "It answers 400: it is refused."),
        ("/status/403", 403, ""),
        ("/status/429", 429, ""),
        ("/loop", None, "It redirects more than 5 times."),
        ("/file", None, "It is no web address with http or https."),
        ("/metadata", None, "leads into a private network"),
        ("/garbage", None, "no answer of a web server"),
    ],
)
def test_what_an_address_answers(server, path, status, fault):
    found = answer(server, path)
    assert (found.status, fault in found.fault, bool(found.fault)) == (status, True, bool(fault))


def test_a_redirect_to_this_machine_is_not_followed(server):
    """The name leads to this machine in both; only where loopback is out of reach, nothing is asked of it."""
    before = len(server.asked)
    assert "private network" in answer(server, "/inside", network=Outward).fault
    assert server.asked[before:] == []

    class OnceInside(Inward):
        """The first host may be asked, this machine by its number may not."""

        def resolve(self, host, port):
            self.reaches = host.endswith(".test")
            return super().resolve(host, port)

    assert "private network" in answer(server, "/inside", network=OnceInside).fault
    assert [path for _, path in server.asked[before:]] == ["/inside"]


@pytest.mark.parametrize(
    "url",
    [
        "http://user:secret@site.test/", "http://site.test:22/", "ftp://site.test/", "//site.test/", "", "http://",
        "http://[::1", "http://site.test:99999/", "http://" + "a" * 300 + "/", "http://site.test/\x00\r\nX: y",
        "http://nowhere.test/", "http://mixed.test/", "http://" + "č" * 80 + ".cz/", "https://x.test/" + "a" * 3000,
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_asked_has_a_sentence(url):
    found = ask(url, timeout=0.5, network=Inward(1))
    assert (found.status, found.fault.endswith(".")) == (None, True)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1", "100.64.0.1",
        "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2001:0:53aa:64c::1", "255.255.255.255", "::",
    ],
)  # fmt: skip
def test_no_address_of_our_own_is_allowed(address):
    assert not Network().allows(address)


def test_public_addresses_are_allowed():
    assert [Network().allows(address) for address in ("93.184.215.14", "2606:2800:21f:cb07::1")] == [True, True]
    assert [Network().allows_port("https", port) for port in (443, 80, 8443)] == [True, False, False]


def test_a_slow_answer_ends_in_time(server):
    before = time.monotonic()
    assert answer(server, "/drip", timeout=0.5).fault == "Nothing answered within 0.5 seconds."
    assert time.monotonic() - before < 3


def test_a_server_without_tls_is_a_fault(server):
    found = ask(f"https://site.test:{server.server_port}/ok", timeout=1, network=Inward(server.server_port))
    assert found == (None, "No secure connection comes about.")


def cited(author, *urls, title="A source"):
    row = drafting.create(actor=author, model=Source, title=title, source_kind="reference")
    for url in urls:
        factories.add_part(row, AccessPoint, "access_points", url=url)
    return row


def test_failures_are_counted_by_day():
    first = timezone.now() - datetime.timedelta(days=3)

    def note(days, fault, status=500, hours=0):
        now = first + datetime.timedelta(days=days, hours=hours)
        row = upkeep.note_answer(url="https://example.org/", status=status, fault=fault, now=now)
        return row.failures, row.failing_since

    assert note(0, "It fails.") == (1, first)
    assert upkeep.note_answer(url="https://example.org/", status=500, fault="It fails.", now=first).failures == 1
    assert note(1, "It fails.") == (2, first)
    assert note(2, "", 200) == (0, None)


def test_a_run_notes_each_answer_and_forgets_what_nobody_cites(server):
    author = factories.user("Author")
    base = f"http://site.test:{server.server_port}"
    cited(author, f"{base}/ok", f"{base}/status/404", title="In a draft")
    removed = cited(author, f"{base}/status/410", title="Nothing open")
    removed.editions.update(state="discarded")
    upkeep.note_answer(url="https://example.org/old", status=404, fault="Gone.")
    found = list(link_checking.run(limit=10, timeout=2, network=Inward(server.server_port)))
    assert sorted(asked.answer.status for asked in found) == [200, 404]
    assert dict(LinkCheck.objects.values_list("status", "failures")) == {200: 0, 404: 1}


def test_where_nothing_answers_nothing_is_noted():
    cited(
        factories.user("Author"),
        *(f"http://nowhere.test/{n}" for n in range(2)),
        "http://user@b.test/",
        "http://c.test:9/",
    )
    assert list(link_checking.run(limit=10, timeout=1, network=Inward(1))) == []
    assert LinkCheck.objects.count() == 0


def test_what_may_be_broken_is_asked_first_and_hosts_take_turns():
    author = factories.user("Author")
    urls = [f"https://{host}.example/{n}" for host in "ab" for n in range(2)]
    cited(author, *urls)
    for url, fault in ((urls[3], "It fails."), (urls[0], "")):
        upkeep.note_answer(url=url, status=500 if fault else 200, fault=fault)
    assert link_checking.running.waiting(9) == [urls[3], urls[1], urls[2], urls[0]]
    assert link_checking.running.waiting(2) == [urls[3], urls[1]]


def test_one_host_is_left_alone_for_a_while():
    polite = link_checking.running.Politeness(0.2)
    before = time.monotonic()
    for host in ("a", "b", "a"):
        polite(host)
    assert 0.2 <= time.monotonic() - before < 2


def test_the_command_says_what_it_did(capsys):
    call_command("check_links", limit=5, timeout=1)
    assert capsys.readouterr().out == "0 asked, 0 failing.\n"
    assert Record.objects.count() == 0
