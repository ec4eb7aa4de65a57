"""Ready fragments into a rendered page: the template holds numbered marks, the cards go in afterwards, then the names.

No template ever sees a card, so nothing has to be declared safe; no document can hold the mark (it is a control character).
"""

import re
from collections.abc import Mapping
from typing import Any

from django.template import loader
from django.utils.html import format_html
from django.utils.translation import gettext

from relations import cards, http
from relations.profiles import Name
from relations.vocabularies import State

PLACE = re.compile(f"{cards.MARK}#([0-9]+){cards.MARK}")


class Fragments(list[str]):
    """The ready texts of one page; `put` keeps one and returns the mark that a template prints in its place."""

    def put(self, text: str) -> str:
        self.append(text)
        return f"{cards.MARK}#{len(self) - 1}{cards.MARK}"


def link(name: Name | None) -> str:
    """A record's name as `components/record_link.html` shows it; of a withdrawn one neither name nor address."""
    if name is None:
        return ""
    if name.is_gone:
        word = gettext("removed") if name.state == State.VANISHED else gettext("withdrawn")
        return format_html('<span class="gone">{}</span> <span class="tag">{}</span>', name.public_id, word)
    return format_html('<a href="{}"><bdi>{}</bdi></a>', name.path, name.title)


def page(template: str, context: dict[str, Any], fragments: Fragments, names: Mapping[str, Name]) -> str:
    """The whole page as text."""
    skeleton = loader.render_to_string(template, http.site() | context)
    links: dict[str, str] = {}

    def link_to(public_id: str) -> str:
        if public_id not in links:
            links[public_id] = link(names.get(public_id))
        return links[public_id]

    return cards.fill(PLACE.sub(lambda found: fragments[int(found[1])], skeleton), link_to)
