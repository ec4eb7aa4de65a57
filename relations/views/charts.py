"""Charts and tables as files: a series as CSV and SVG, the ledger as CSV and SVG. Formats of the pages that show them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from relations import charts, dates, languages, ledger, profiles, rendering, series, statistics
from relations.charts import Caption
from relations.documents import as_read, load
from relations.ledger import Ledger, Line, tables
from relations.notes import CitedSource, notes_of
from relations.profiles import Profile
from relations.vocabularies import RecordType

FORMATS = ("csv", "svg")
MOST_SOURCES = 4


def file(text: str, media_type: str, name: str) -> HttpResponse:
    """A download that no search engine lists."""
    disposition = "inline" if media_type.startswith("image/") else "attachment"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"', "X-Robots-Tag": "noindex"}
    return HttpResponse(text, f"{media_type}; charset=utf-8", headers=headers)


def svg(text: str, name: str) -> HttpResponse:
    return file(text, "image/svg+xml", f"{name}.svg")


def table(text: str, name: str) -> HttpResponse:
    answer = file(text, "text/csv", f"{name}.csv")
    answer["Content-Type"] += "; header=present"
    return answer


def refused(wanted: str, known: tuple[str, ...] = FORMATS) -> str:
    """The sentence that names a format which this page does not have."""
    said = {"value": wanted[:40], "known": ", ".join(known)}
    return _("format: “%(value)s” is not one of %(known)s.") % said


# --- A series -------------------------------------------------------------------------------------


def of_series(request: HttpRequest, profile: Profile) -> HttpResponse | None:
    """`?format=csv` and `?format=svg` of a series; None where its page answers, which names a format that it ignores."""
    wanted = request.GET.get("format", "")
    listing = profile.listing
    if not wanted or request.path_info != listing.path:
        return None
    if listing.type != RecordType.SERIES or wanted not in FORMATS:
        request.ignored.append("format")
        return None
    document = as_read(load(profile.newest.document), languages.current())
    names = profiles.names(rendering.ids_named(document))
    if wanted == "csv":
        found = statistics.statistic(listing, document, names)
        return table(statistics.series_as_csv(found, base(request)), listing.slug)
    drawing = series.drawing(document["record"])
    if drawing is None:
        request.ignored.append("format")
        return None
    sources = statistics.behind_values(notes_of(document, names))
    return svg(charts.of_series(drawing, caption(request, document["record"], drawing, sources)), listing.slug)


def caption(
    request: HttpRequest, record: dict[str, Any], drawing: series.Drawing, sources: list[CitedSource]
) -> Caption:
    """The words of one series."""
    notes = [
        drawing.gap_sentence,
        drawing.legend(record["unit"]),
        behind(sources),
        origin(request, request.path_info),
    ]
    return Caption(str(record["title"]), drawing.finding, [note for note in notes if note])


def behind(sources: list[CitedSource]) -> str:
    """The sources of a drawing with the day on which each was retrieved."""
    shown = [source_words(each) for each in sources[:MOST_SOURCES]]
    if len(sources) > MOST_SOURCES:
        shown.append(_("and %(number)s more") % {"number": len(sources) - MOST_SOURCES})
    return _("Sources: %(names)s.") % {"names": "; ".join(shown)} if shown else ""


def source_words(each: CitedSource) -> str:
    """One source; where it was not read itself, the one that reports it."""
    said = {"source": str(each.name.title)}
    if each.through and not each.is_read:
        through = {"through": each.through[0].title}
        said["source"] = _("%(source)s (cited through: %(through)s)") % (said | through)
    if not each.retrieved:
        return said["source"]
    day = dates.words(dates.parse(each.retrieved), languages.current())
    return _("%(source)s, retrieved %(day)s") % (said | {"day": day})


def origin(request: HttpRequest, path: str) -> str:
    """Where the chart comes from and what may be done with it."""
    address = request.build_absolute_uri(languages.in_language(path, languages.current()))
    said = f"{settings.SITE_NAME}, {address}"
    return f"{said} · {settings.CONTENT_LICENCE}" if settings.CONTENT_LICENCE else said


def base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


# --- The ledger -----------------------------------------------------------------------------------


def of_ledger(
    request: HttpRequest, wanted: str, found: Ledger, lines: list[Line], shown: Iterable[Line]
) -> HttpResponse | None:
    """The steps that the page shows as a table, or all of its drawing; None where the page answers."""
    name = f"{found.dossier.slug}-ledger"
    if wanted == "csv":
        return table(tables.as_csv(shown, found, base(request)), name)
    bars = ledger.drawing(lines) if wanted == "svg" else []
    if not bars:
        return None
    heads = tuple(_("Expelled by: %(side)s") % {"side": label} for label in found.labels)
    hollow = _("Hollow: what lies between the least and the most that is stated.")
    notes = [
        hollow if any(bar.open > bar.sure for bar in bars) else "",
        ledger.state(found),
        origin(request, f"{found.dossier.path}ledger/"),
    ]
    title = _("%(dossier)s: expulsions") % {"dossier": found.dossier.called}
    said = Caption(title, " ".join(ledger.expelled(found, lines)), [note for note in notes if note])
    return svg(charts.of_ledger(bars, (heads[0], heads[1]), said), name)
