"""Addresses of web pages brought to one form, so that two that lead to the same page read the same. Pure; never fetched."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# Copies by archives: what they keep a copy of stands behind their own prefix.
ARCHIVED = re.compile(
    r"^(?:https?:)?//(?:web\.)?archive\.(?:org|ph|today|is|md|vn)/(?:web/)?(?:\d{4,14}(?:[a-z]{2}_|\*)?/|\*/|save/)?"
    r"(?=https?:/|[\w-]+\.)",
    re.IGNORECASE,
)
TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|ref|ref_src|cmpid|xtor|spm)$", re.I
)
INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
PORTS = {"http": 80, "https": 443}
NEEDLE = re.compile(r"[A-Za-z0-9]{3,}")
SAFE = "/:@!$&'()*+,;=~-._"


def canonical(url: str) -> str:
    """Without scheme, `www.`, default port, fragment, trailing slash and tracking; "" for what is no address."""
    try:
        parts = urlsplit(unwrapped(url.strip()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if not host or parts.scheme.lower() not in PORTS:
        return ""
    host = re.sub(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)", "", idna(host))
    if port and port != PORTS[parts.scheme.lower()]:
        host += f":{port}"
    path = quote(unquote(re.sub(r"/{2,}", "/", parts.path)), safe=SAFE)
    path = INDEX.sub("", path).rstrip("/")
    asked = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(pair[0]))
    return host + path + (f"?{urlencode(asked)}" if asked else "")


def unwrapped(url: str) -> str:
    """The address that an archive keeps a copy of."""
    inner = ARCHIVED.sub("", url)
    if inner == url:
        return url
    inner = re.sub(r"^(https?):/(?=[^/])", r"\1://", inner, flags=re.IGNORECASE)
    return inner if "://" in inner else f"http://{inner}"


def idna(host: str) -> str:
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return host.lower()


def needle(form: str) -> tuple[str, str]:
    """Host, and the longest plain word behind it: what a database can look for in addresses as they were typed."""
    host, _, rest = form.partition("/")
    words = NEEDLE.findall(re.sub(r"%[0-9A-F]{2}", " ", rest))
    return host.partition("?")[0].partition(":")[0], max(words, key=len, default="")
