"""The addresses inside an answer: which it leads to, and the same answer leading to the files of the copy instead.

Nothing but addresses is changed, and of those only what a file server could not answer as they stand.
"""

import json
import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

from relations import languages
from relations.cards import transport_json
from relations.static_copy import addresses
from relations.static_copy.addresses import Address
from relations.static_copy.asking import Answer

NEEDS_SERVER = "/copy/"  # the page that says what a copy cannot do
OPENAPI = f"{addresses.API}openapi.json"  # describes the live interface, so that its addresses stay as they are
ATTRIBUTE = re.compile(r'\b(href|src|action|content)="([^"]*)"')
LINKED_DATA = re.compile(r'(<script type="application/ld\+json">)(.*?)(</script>)', re.DOTALL)
IN_XML = re.compile(r'(<loc>|\bhref=")([^"<]+)(</loc>|")')
IN_LINKS = re.compile(r"(<)([^<>\s]+)(>)")
IN_SHEET = re.compile(r"""(url\(["']?)([^)"']+)(["']?\))""")
# What names a thing instead of leading to it, what is hashed, and what people wrote.
LEFT_ALONE = (
    "id",
    "@id",
    "document",
    "schema",
    "$schema",
    "title",
    "summary",
    "text",
    "note",
    "notice",
    "quote",
    "name",
)


class Leading:
    """Leads the addresses of one answer. `origin`: of the copy; `server`: of the live site, "" when there is none."""

    def __init__(self, origin: str, server: str, base: Address) -> None:
        self.origin, self.server, self.base = origin, server, base
        self.language = languages.split(base.path)[0]
        self.links: dict[Address, None] = {}

    def lead(self, text: str, *, form: bool = False) -> str:
        """One address as it stands, led to its file; what is not ours stays as it is."""
        whole = urljoin(f"{self.origin}{self.base}", text)
        if not text or text.startswith("#") or not f"{whole}/".startswith(f"{self.origin}/"):
            return text
        path, hash_sign, fragment = whole.removeprefix(self.origin).partition("#")
        address = addresses.read(path or "/")
        if address is None:
            return text
        if form or not addresses.is_copied(address):
            return self.elsewhere(path, hash_sign + fragment)
        self.links[address] = None
        found = addresses.address_of(addresses.file_of(address))
        if found == path:
            return text
        return (self.origin if text.startswith(self.origin) else "") + found + hash_sign + fragment

    def elsewhere(self, path: str, place: str) -> str:
        """Where something is that a copy does not have: on the live site, else the page that says so."""
        return f"{self.server}{path}{place}" if self.server else languages.in_language(NEEDS_SERVER, self.language)


def led(answer: Answer, leading: Leading) -> bytes:
    """The bytes of an answer, its addresses led to files."""
    return changed(answer.media_type, answer.content, leading)


def changed(media_type: str, content: bytes, leading: Leading) -> bytes:
    """The same bytes where nothing of this type leads anywhere."""
    change = CHANGES.get(kind_of(media_type))
    if change is None or str(leading.base) == OPENAPI:
        return content
    return change(content.decode(), leading).encode()


def kind_of(media_type: str) -> str:
    """`json`, `xml`, `html`, `link-format`, `css`: the last word of a media type."""
    return re.split(r"[/+]", media_type)[-1]


def html(text: str, leading: Leading) -> str:
    """A page. Its linked data are led too."""

    def attribute(found: re.Match[str]) -> str:
        name, value = found[1], unescape(found[2])
        if name == "content" and not value.startswith(leading.origin):
            return found[0]
        led_to = leading.lead(value, form=name == "action")
        return found[0] if led_to == value else f'{name}="{escape(led_to)}"'

    text = ATTRIBUTE.sub(attribute, text)
    return LINKED_DATA.sub(lambda found: found[1] + structured(found[2], leading) + found[3], text)


def structured(text: str, leading: Leading) -> str:
    """The linked data of a page."""
    return said_anew(text, leading, whole_only=True)


def data(text: str, leading: Leading) -> str:
    """An answer of the API, a feed in JSON."""
    return said_anew(text, leading, whole_only=False)


def said_anew(text: str, leading: Leading, *, whole_only: bool) -> str:
    """JSON with its addresses led; the same bytes where there is nothing to lead. `whole_only`: those with a host."""
    value = json.loads(text)
    fresh = walked(value, lambda each: in_json(each, leading, whole_only))
    return text if fresh == value else transport_json(fresh)


def walked(value: Any, lead: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {name: part if name in LEFT_ALONE else walked(part, lead) for name, part in value.items()}
    if isinstance(value, list):
        return [walked(part, lead) for part in value]
    return lead(value) if isinstance(value, str) else value


def in_json(text: str, leading: Leading, whole_only: bool) -> str:
    """A text that may be an address."""
    if text.startswith(f"{leading.origin}/") or (text.startswith("/") and not whole_only):
        return leading.lead(text) if addresses.read(text.removeprefix(leading.origin)) else text
    return text


def pattern(expression: re.Pattern[str], *, escaped: bool) -> Callable[[str, Leading], str]:
    """How the addresses are led that stand between two marks."""

    def change(text: str, leading: Leading) -> str:
        def one(found: re.Match[str]) -> str:
            value = unescape(found[2]) if escaped else found[2]
            led_to = leading.lead(value)
            return found[0] if led_to == value else found[1] + (escape(led_to) if escaped else led_to) + found[3]

        return expression.sub(one, text)

    return change


CHANGES: dict[str, Callable[[str, Leading], str]] = {
    "html": html,
    "json": data,
    "xml": pattern(IN_XML, escaped=True),
    "link-format": pattern(IN_LINKS, escaped=False),
    "css": pattern(IN_SHEET, escaped=False),
}
