"""What a page says and in which language: its texts and read-out attributes, and records translated through and through.

No assertion lives here. A text that stands word for word on the English page and on the Czech one, outside everything
that names another language, was forgotten by somebody.
"""

import json
import re
from html.parser import HTMLParser

from relations.documents import content_hash, refs, validate
from relations.documents.localise import translatable

VOID = frozenset(
    {"area", "br", "circle", "col", "hr", "img", "input", "link", "meta", "path", "rect", "stop", "use", "wbr"}
)
# Names of things and machine values: the same in every language.
MUTE = frozenset({"script", "style", "code", "pre", "q", "textarea"})
READ_OUT = ("aria-label", "alt", "title", "placeholder", "aria-description")
READ_BY_MACHINES = {"description", "og:title", "og:description", "citation_title"}
WORD = re.compile(r"[^\W\d_]{2,}")


class Reader(HTMLParser):
    """Gathers `said`: (place, text) of everything that somebody reads in the language of the page."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.open, self.said = language, [], []

    @property
    def is_heard(self) -> bool:
        return all(lang in ("", self.language) and tag not in MUTE for tag, lang in self.open)

    def handle_starttag(self, tag, attributes):
        found = {name: value or "" for name, value in attributes}
        self.open.append((tag, found.get("lang", "")))
        if self.is_heard:
            for name in READ_OUT:
                self.say(f"{tag} {name}", found.get(name, ""))
            if found.get("name", found.get("property")) in READ_BY_MACHINES:
                self.say(f"{tag} content", found.get("content", ""))
            if tag == "input" and found.get("type") == "submit":
                self.say(tag, found.get("value", ""))
        if tag in VOID:
            self.open.pop()

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while self.open and tag in [each for each, _ in self.open]:
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data):
        if self.is_heard:
            self.say(self.open[-1][0] if self.open else "", data)

    def say(self, place, text):
        text = " ".join(text.split())
        if WORD.search(text):
            self.said.append((place, text))


def said(html: str, language: str) -> list[tuple[str, str]]:
    """(place, text) of everything on a page that is in its language, in order."""
    reader = Reader(language)
    reader.feed(html)
    return reader.said


def in_czech(document: str) -> str:
    """The same record with a Czech translation of every text that can have one."""
    value = json.loads(document)
    texts = {anchor: text for anchor, text in translatable(value).items() if anchor != "slug"}
    value["record"]["translations"] = [
        {"n": n, "anchor": anchor, "language": "cs", "text": f"Čeština {n} {value['id']}", "of": content_hash(text)}
        for n, (anchor, text) in enumerate(texts.items(), 1)
    ]
    return validate(value | {"refs": refs(value)})
