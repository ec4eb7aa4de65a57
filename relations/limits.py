"""How often one network may ask: who asks, the counters, what the answer says of them. Knows no resource and no page.

A counter is one number in the cache for one minute of one network; its name holds a keyed hash, never an address, and it
is forgotten after two minutes. A cache that does not answer costs the limit, never the answer. Own code, because DRF's
throttles read a list of times, change it and write it back (two requests at once count as one), take any address that
`X-Forwarded-For` claims unless told otherwise, send no `RateLimit` headers, and count before an answer can turn out to
be 304. Headers as in draft-ietf-httpapi-ratelimit-headers.
"""

import ipaddress
import re
import time
from typing import NamedTuple

import redis
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WINDOW = 60  # seconds
KEPT_SECONDS = (
    2 * WINDOW
)  # a counter outlives its minute, so that none is forgotten between being read and being raised
UNKNOWN = "unknown"  # behind a socket without addresses, all are one network
WITH_PORT = re.compile(r"\[([^\]]*)\](?::\d+)?|([\d.]+):\d+", re.ASCII)


class Allowance(NamedTuple):
    """A rule: its name in the headers, and the setting with the requests of one network in a minute (0: any number)."""

    name: str
    setting: str

    @property
    def most(self) -> int:
        return getattr(settings, self.setting)


ANYTHING = Allowance("anon", "API_RATE")
SEARCH = Allowance("search", "API_SEARCH_RATE")
PAGE_SEARCH = Allowance("page-search", "SEARCH_RATE")


class Count(NamedTuple):
    """Where a network stands: requests of this minute, this one included (0: nobody knows), seconds until it ends."""

    allowance: Allowance
    made: int
    seconds: int

    @property
    def is_over(self) -> bool:
        return self.made > self.allowance.most

    @property
    def headers(self) -> dict[str, str]:
        name, most = self.allowance.name, self.allowance.most
        told = {"RateLimit-Policy": f'"{name}";q={most};w={WINDOW}'}
        if self.made:
            told["RateLimit"] = f'"{name}";r={max(most - self.made, 0)};t={self.seconds}'
        return told


# --- Who asks -------------------------------------------------------------------------------------


def network_of(request: HttpRequest) -> str:
    """Who sends: an IPv4 address or the /64 of an IPv6 one; as the outermost of the own proxies saw it.

    Each proxy appends to `X-Forwarded-For` whom it heard, so what a client claims stands to the left of that.
    """
    address = request.META.get("REMOTE_ADDR") or ""
    if settings.TRUSTED_PROXIES and (claimed := request.META.get("HTTP_X_FORWARDED_FOR")):
        seen = claimed.rsplit(",", settings.TRUSTED_PROXIES)
        address = seen[-min(settings.TRUSTED_PROXIES, len(seen))].strip()
    return network(address)


def network(address: str) -> str:
    """The network of a written address, with or without a port; `UNKNOWN` of anything else."""
    if ported := WITH_PORT.fullmatch(address):
        address = ported[1] or ported[2]
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return UNKNOWN
    found = getattr(found, "ipv4_mapped", None) or found
    if found.version == 4:
        return str(found)
    return f"{ipaddress.IPv6Address(int(found) >> 64 << 64)}/64"


# --- Counting -------------------------------------------------------------------------------------


def count(request: HttpRequest, allowance: Allowance) -> Count | None:
    """Counts this request; None where there is no limit. Asks the cache once, the database never."""
    if not allowance.most:
        return None
    who = salted_hmac("relations.limits", network_of(request), algorithm="sha256").hexdigest()[:32]
    minute, seconds = minute_of(who, time.time())
    return Count(allowance, one_more(f"limit:{allowance.name}:{who}:{minute}", KEPT_SECONDS), seconds)


def minute_of(who: str, now: float) -> tuple[int, int]:
    """Number of the present minute and the seconds until it ends. Each network has its own beginning of minutes, so that
    those who wait do not all come back at once.
    """
    minute, passed = divmod(int(now) + int(who[:4], 16) % WINDOW, WINDOW)
    return minute, WINDOW - passed


def one_more(key: str, seconds: int) -> int:
    """The number under this key after adding one, atomically; 0 while the cache does not answer."""
    counters = caches["counts"]
    try:
        return (
            in_redis(counters, key, seconds) if isinstance(counters, RedisCache) else in_other(counters, key, seconds)
        )
    except (redis.RedisError, OSError, ValueError):
        return 0


def in_redis(counters: RedisCache, key: str, seconds: int) -> int:
    """In one round trip; Django's own `add` and `incr` would take three and make a client for each."""
    name = counters.make_and_validate_key(key)
    both = counters._cache.get_client(name, write=True).pipeline(transaction=False)
    both.set(name, 0, ex=seconds, nx=True)
    both.incr(name)
    return both.execute()[1]


def in_other(counters: BaseCache, key: str, seconds: int) -> int:
    try:
        return counters.incr(key)
    except ValueError:  # the first, or the first of several at once
        return 1 if counters.add(key, 1, seconds) else counters.incr(key)
