"""One address, asked: HEAD, then GET where that is refused, a few redirects, each checked anew. Never raises."""

import http.client
import logging
import ssl
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings

from editorial.link_checking.network import (
    Clock,
    Connection,
    Deadline,
    Network,
    Unreachable,
    checked_addresses,
    split,
    target,
)

logger = logging.getLogger(__name__)
MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
GONE = {404: "the page is not there", 410: "the page is gone"}
# Answers to machines, not about the page: it is there, and this site shows it to people alone.
NOT_FOR_MACHINES = (401, 403, 405, 406, 429, 999)


class Answer(NamedTuple):
    """What an address answered: `fault` is one sentence, or "" where it works. `status` None: nothing answered."""

    status: int | None
    fault: str = ""


def ask(url: str, *, timeout: float, network: Network, wait: Callable[[str], None] | None = None) -> Answer:
    """Whether an address still answers; `wait` is called with the host before each request."""
    try:
        return follow(url, Clock(timeout), network, wait or (lambda host: None))
    except Unreachable as fault:
        return Answer(None, str(fault))
    except ssl.SSLCertVerificationError as fault:
        return Answer(None, f"Its certificate is not valid: {str(fault.verify_message)[:100]}.")
    except ssl.SSLError:
        return Answer(None, "No secure connection comes about.")
    except TimeoutError:
        return Answer(None, f"Nothing answered within {timeout:g} seconds.")
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(None, "The connection failed, or what came was no answer of a web server.")
    except Exception:
        logger.exception("check_links: %s", url)
        return Answer(None, "An unexpected error; see the server's log.")


def follow(url: str, clock: Clock, network: Network, wait: Callable[[str], None]) -> Answer:
    """Through redirects to the last answer."""
    for _ in range(MOST_REDIRECTS + 1):
        status, location = head_or_get(url, clock, network, wait)
        if status not in REDIRECTS or not location:
            return judged(status)
        url = urljoin(url, location)
    raise Unreachable(f"It redirects more than {MOST_REDIRECTS} times.")


def head_or_get(url: str, clock: Clock, network: Network, wait: Callable[[str], None]) -> tuple[int, str]:
    """Status and address of a redirect. Some servers know no HEAD, or answer it wrongly: a bad answer is asked again."""
    status, location = request("HEAD", url, clock, network, wait)
    return (status, location) if status < http.client.BAD_REQUEST else request("GET", url, clock, network, wait)


def request(method: str, url: str, clock: Clock, network: Network, wait: Callable[[str], None]) -> tuple[int, str]:
    """One request to one checked address. Nothing of the body is read."""
    parts, host, port = split(url, network)
    clock.stop_during(wait, host)
    addresses = checked_addresses(host, port, network, clock.left())
    deadline = Deadline(clock.left())
    context = network.context() if parts.scheme == "https" else None
    connection = Connection(host, port, addresses, context, deadline)
    try:
        connection.request(method, target(parts), headers=headers())
        answer = connection.getresponse()
        if deadline.passed:  # a head that was cut off looks like one that ended
            raise TimeoutError
        return answer.status, answer.getheader("Location", "")
    except (OSError, http.client.HTTPException) as fault:
        if deadline.passed:
            raise TimeoutError from fault
        raise
    finally:
        deadline.over()
        connection.close()


def headers() -> dict[str, str]:
    """Who asks, so that a site can say that it does not want to be asked."""
    contact = f"; {settings.CONTACT_EMAIL}" if settings.CONTACT_EMAIL else ""
    name = f"{settings.SITE_NAME} link check{contact}".encode("ascii", "replace").decode()
    return {"User-Agent": name, "Accept": "*/*", "Connection": "close"}


def judged(status: int) -> Answer:
    """What a status says about the page."""
    if status < http.client.BAD_REQUEST or status in NOT_FOR_MACHINES:
        return Answer(status)
    what = GONE.get(status) or ("its server fails" if status >= http.client.INTERNAL_SERVER_ERROR else "it is refused")
    return Answer(status, f"It answers {status}: {what}.")
