"""The timeline page by ORM and templates: select_related, prefetch_related, a paginator, live aggregates.

It shows what the real page shows, with the real templates, figure and filter controls, which makes it cheaper than it
would be by itself; only where entries, counts and names come from differs.
"""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.http import HttpResponse
from django.template import Context, Template
from django.utils.html import format_html
from django.utils.text import capfirst

from relations import cards
from relations.dossiers import OPTIONS, Surroundings
from relations.filters import EntryFilters, Scope, read
from relations.filters.reading import Page
from relations.profiles import Name, profile
from relations.timeline import Row
from relations.views import fragments
from relations.views import timeline as real
from relations.vocabularies import Standing, VisitKind
from tests.bench.plain.models import Named, Visit

LIST = Template('{% for card in cards %}{% include "relations/components/card.html" %}\n{% endfor %}')
SIZE = 25


def timeline(request, word):
    found = profile(word=word)
    visits = Visit.objects.filter(published=True).select_related("place").order_by("sort_key")
    visits = visits.prefetch_related("parties__who", "parties__state", "sources")
    page = Paginator(visits, SIZE).get_page(request.GET.get("page"))
    rows = [Row(visit.sort_key, visit.sort_key, visit.pk, visit) for visit in page]
    query = read(request.GET, EntryFilters, scope=Scope(dossier=found.listing.record_id), other=("page",))
    around = surroundings(found.listing)
    listed = Page(rows, "next" if page.has_next() else None)
    ready = fragments.Fragments()
    context = real.context_of(request, query, around, listed, ready) | {"years": years(rows, around)}
    return HttpResponse(fragments.page("relations/timeline.html", context, ready, {}))


def surroundings(listing):
    """Counts and options, aggregated when asked."""
    visits = Visit.objects.filter(published=True)
    year = visits.annotate(year=ExtractYear("earliest")).values_list("year").annotate(n=Count("pk")).order_by("year")
    counts = {
        facet: dict(visits.values_list(facet).annotate(n=Count("pk"))) for facet in ("kind", "standing", "direction")
    }
    by_year = {f"{value:04d}": number for value, number in year}
    total = visits.count()
    counts |= {"all": {"": total}, "group": {"visit": total}, "year": by_year}
    counts["year_group"] = {f"{value}/visit": number for value, number in by_year.items()}
    return Surroundings(name(listing), listing.record_id, {}, counts, options(), {})


def options():
    used = Named.objects.filter(Q(parts__isnull=False) | Q(represented__isnull=False) | Q(visits_here__isnull=False))
    found = {kind: [] for kind in OPTIONS}
    for row in used.distinct().order_by("title"):
        found[row.type].append(name(row))
    return found


def name(row):
    return Name(row.public_id, row.title, row.path, row.state)


def years(rows, around):
    found = {}
    for row in rows:
        found.setdefault(str(row.year), []).append(card(row.fragment))
    counts = around.counts["year"]
    return [
        real.Year(year, counts.get(year), LIST.render(Context({"cards": group})), len(group))
        for year, group in found.items()
    ]


def card(visit):
    """What the card template shows, made from the objects."""
    parties = list(visit.parties.all())
    return {
        "id": visit.public_id,
        "path": visit.path,
        "title": visit.title,
        "summary": visit.summary,
        "group": "visit",
        "kind": visit.kind,
        "kind_label": capfirst(str(VisitKind(visit.kind).label)),
        "when": cards.when({"edtf": visit.edtf}),
        "from_states": [link(each.state) for each in parties if each.role == "guest"],
        "to_states": [link(each.state) for each in parties if each.role == "host"],
        "place": link(visit.place),
        "standing_label": "" if visit.standing == "established" else capfirst(str(Standing(visit.standing).label)),
        "source_count": len(visit.sources.all()),
        "corrected_on": "",
    }


def link(row):
    return format_html('<a href="{}"><bdi>{}</bdi></a>', row.path, row.title)
