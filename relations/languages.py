"""Which language an answer speaks, and what that does to addresses and texts. The path alone decides: `/cs/…` is Czech.

Templates and views write every address without its language; `addressed` puts it in where the page leaves the process,
so that none can be forgotten. Texts that exist in the original alone are `Original`: on a page of another language they
say so to screen readers.
"""

import re
from collections.abc import Mapping

from django.utils import translation
from django.utils.html import format_html

from relations.dates.typography import NBSP

ORIGINAL = "en"
LANGUAGES = {"en": "English", "cs": "Čeština"}
OTHERS = tuple(language for language in LANGUAGES if language != ORIGINAL)
# What has no language: the desk, data, files, and what machines ask for.
NEUTRAL = re.compile(
    r"/(admin|api/v1|\.well-known|static|styles|evidence|livez|readyz|robots\.txt|sitemap(\.xml)?)(/|\Z)"
)
PREFIXED = re.compile(rf"/({'|'.join(OTHERS)})(?=/)")
# An address inside a page. One that names its language itself is left alone.
LINK = re.compile(r'(?<!hreflang="[a-z]{2}" )\b(href|action)="((?:https?://[^"/]+)?)(/(?!/)[^"]*)"')
# Czech sets no line break after a preposition or conjunction of one letter.
ONE_LETTER = re.compile(r"(?<!\w)([KkSsVvZzOoUuAaIi]) (?=\S)")


class Original(str):
    """A text of the original language on a page of another one. Templates print it as HTML that names its language."""

    __slots__ = ()

    def __html__(self) -> str:
        return format_html('<span lang="{}">{}</span>', ORIGINAL, str(self))


class Older(str):
    """A translated text whose original has changed since, other than by a correction. Says so where it is printed."""

    __slots__ = ()

    def __html__(self) -> str:
        mark = translation.gettext("older than the original")
        return format_html('{} <span class="tag">{}</span>', str(self), mark)


def current() -> str:
    """The language of the answer that is being made: "en" or "cs"."""
    language = (translation.get_language() or ORIGINAL).partition("-")[0]
    return language if language in LANGUAGES else ORIGINAL


def split(path: str) -> tuple[str, str]:
    """The language of an address and the address without it: `/cs/search/` is ("cs", "/search/")."""
    found = PREFIXED.match(path)
    rest = path[found.end() :] if found else path
    if found is None or NEUTRAL.match(rest) or PREFIXED.match(rest):
        return ORIGINAL, path
    return found[1], rest


def in_language(path: str, language: str) -> str:
    """An address of this site in `language`, also with scheme and host in front. One that has its language keeps it."""
    origin, path = re.fullmatch(r"((?:https?://[^/]+)?)(.*)", path, re.DOTALL).groups()
    prefix = "" if language == ORIGINAL or NEUTRAL.match(path) or PREFIXED.match(path) else f"/{language}"
    return f"{origin}{prefix}{path}"


def addressed(html: str, language: str, origin: str) -> str:
    """A page whose own addresses lead on in `language`. `origin` is scheme and host of this site."""
    if language == ORIGINAL:
        return html

    def lead_on(found: re.Match[str]) -> str:
        name, host, path = found.groups()
        return found[0] if host not in ("", origin) else f'{name}="{host}{in_language(path, language)}"'

    return LINK.sub(lead_on, html)


def said(texts: Mapping[str, str]) -> str:
    """One text of a record in the present language, else the original, marked as such. `texts`: language -> text."""
    language = current()
    if language == ORIGINAL:
        return texts[ORIGINAL]
    return set_in(texts[language], language) if language in texts else Original(texts[ORIGINAL])


def called(title: str, title_cs: str) -> str:
    """A title of which the translations stand in columns of their own, "" where there is none."""
    return said({ORIGINAL: title} | ({"cs": title_cs} if title_cs else {}))


def as_original(text: str) -> str:
    """A text that exists in the original language alone, marked as such on pages of another."""
    return text if current() == ORIGINAL or not text else Original(text)


def column(name: str, language: str) -> str:
    """The column that holds a ready text in one language: `card`, `card_cs`."""
    return name if language == ORIGINAL else f"{name}_{language}"


def set_in(text: str, language: str) -> str:
    """A text with the no-break spaces that the typography of its language asks for."""
    return ONE_LETTER.sub(rf"\1{NBSP}", text) if language == "cs" else text
