"""Tags of the editors' guide: words quoted from the screens, links from task to task, Czech spaces, and the way in."""

import re
from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.urls import reverse
from django.utils.html import format_html

from editorial.guide.screens import fitting
from editorial.guide.tasks import BY_SLUG
from editorial.workflow import LABELS
from relations.dates.typography import NBSP

register = template.Library()
# Czech sets no line break after a word of one letter. English words inside stay as they are, and `<a ` is no word.
ONE_LETTER = re.compile(r'(<(\w+)\b[^>]*\blang="en".*?</\2>)|(?<![\w<])([KkSsVvZzOoUuAaIi])\s+(?=\S)', re.DOTALL)


def quoted(context: Context, kind: str, words: str) -> str:
    """Words of the English screens; on a Czech page they say so."""
    if context["lang"] == "en":
        return format_html('<b class="{}">{}</b>', kind, words)
    return format_html('<b class="{}" lang="en">{}</b>', kind, words)


@register.simple_tag(takes_context=True)
def btn(context: Context, words: str) -> str:
    """A button, link or heading, in the very words of the screen; a test looks for them in the code."""
    return quoted(context, "btn", words)


@register.simple_tag(takes_context=True)
def verb(context: Context, name: str) -> str:
    """The button of a verb of the workflow."""
    return quoted(context, "btn", str(LABELS[name]))


@register.simple_tag(takes_context=True)
def field(context: Context, words: str) -> str:
    """The label of a field."""
    return quoted(context, "field", words)


@register.simple_tag(takes_context=True)
def task(context: Context, slug: str) -> str:
    """A link to another task, by its title."""
    lang = context["lang"]
    return format_html('<a href="{}">{}</a>', address(slug, lang), BY_SLUG[slug].title.in_language(lang))


def address(slug: str, lang: str) -> str:
    return reverse("admin:editorial_guide_task" + ("" if lang == "en" else f"_{lang}"), args=[slug])


@register.inclusion_tag("admin/guide/_how.html", takes_context=True)
def how(context: Context) -> dict[str, Any]:
    """From a screen to the task that it is about; nothing where none fits."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    found = fitting(match.url_name) if match and context.get("has_permission") else None
    return {"task": found, "url": address(found.slug, "en") if found else ""}


class Tied(Node):
    """What stands inside, with the no-break spaces of Czech where the page is Czech."""

    def __init__(self, inside: NodeList) -> None:
        self.inside = inside

    def render(self, context: Context) -> str:
        text = self.inside.render(context)
        return ONE_LETTER.sub(lambda found: found[1] or found[3] + NBSP, text) if context["lang"] == "cs" else text


@register.tag
def tied(parser: Any, token: Any) -> Tied:
    inside = parser.parse(["endtied"])
    parser.delete_first_token()
    return Tied(inside)
