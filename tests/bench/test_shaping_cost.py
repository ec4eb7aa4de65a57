"""What the names that shape an answer cost in CPU beside a plain list, and a plain list beside one that never heard of them.

All run in this process on the same rows, nothing cached; requests alternate. Only the ratios mean something.
"""

import statistics
import time

from django.conf import settings
from django.test import override_settings

from relations import filters
from relations.api import answers
from relations.api.lists import List, entry_list
from relations.api.shapes import EntryUnion
from relations.api.shaping.names import FACETS, INCLUDES
from relations.models import PublishedLink, PublishedRecord, TimelineEntry
from tests.bench import chronicle

ENTRIES = 10_000
ROUNDS = 60
PATTERNS = 500
BATCH = 5_000
LENGTHS = (15_000, 60_000)
FIRST = 740_000  # days, all later than those of the patterns
COUNTED = ("plain", "facets year", "facets all", "count")
BOUNDED_BY = 2.0
PLAIN_AT_MOST = 1.1
NO_CACHE = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
QUERIES = {
    "plain": "",
    "fields": "fields=date,title",
    "lang": "lang=cs",
    "include sources": "include=sources",
    "include all": f"include={','.join(INCLUDES['timeline'])}",
    "facets kept": "dossier=bench&facets=year,kind,group,direction,standing",
    "facets year": "facets=year",
    "facets all": f"facets={','.join(FACETS['timeline'])}",
    "count": "count=exact",
}


class Bare(List):
    """A list that joins ready fragments and knows no other name."""

    schema = None

    def get(self, request):
        query = answers.strict(request, filters.EntryFilters, scope=filters.Scope(type=None))
        page = query.page("card_json")
        following = answers.next_address(self.path, query, page.next)
        return answers.list_response((row.fragment for row in page.rows), following, query.limit, request.head)


def spent(view, rf, query):
    """(CPU seconds, bytes) of one answer."""
    request = rf.get(f"/api/v1/timeline/?{query}")
    before = time.process_time()
    response = view(request)
    cost = time.process_time() - before
    assert response.status_code == 200
    return cost, len(response.content)


def test_a_plain_list_costs_what_it_cost(transactional_db, lawless, rf):
    chronicle.publish_all(ENTRIES)
    bare = answers.published(Bare, path="/api/v1/timeline/")
    ours = entry_list("timeline", None, EntryUnion)
    costs = {name: [] for name in ("bare", *QUERIES)}
    sizes = {}
    with override_settings(CACHES=NO_CACHE):
        for _ in range(ROUNDS):
            costs["bare"].append(spent(bare, rf, "")[0])
            for name, query in QUERIES.items():
                cost, sizes[name] = spent(ours, rf, query)
                costs[name].append(cost)
    medians = {name: statistics.median(each) * 1000 for name, each in costs.items()}
    print(f"\n{ENTRIES:,} entries, 50 a page, CPU of one answer without its cache; bare {medians['bare']:.2f} ms")
    for name in QUERIES:
        ratio = medians[name] / medians["plain"]
        print(f"{name:16} {medians[name]:7.2f} ms  {ratio:5.1f} x plain  {sizes[name] / 1000:6.1f} kB")
    assert medians["plain"] / medians["bare"] <= PLAIN_AT_MOST


def grown(have, want):
    """More index rows, each a copy of a published one with its links, some days later."""
    entries = list(TimelineEntry.objects.order_by("pk")[:PATTERNS])
    links = {entry.record_id: [] for entry in entries}
    for link in PublishedLink.objects.filter(source__in=links):
        links[link.source_id].append(link)
    for start in range(have, want, BATCH):
        numbers = range(start, start + BATCH)
        made = [PublishedRecord(public_id=f"X{number:05d}", type="visit") for number in numbers]
        PublishedRecord.objects.bulk_create(made, BATCH)
        rows, named = [], []
        for number, record in zip(numbers, made, strict=True):
            pattern = entries[number % PATTERNS]
            key = (FIRST + number) << 41 | record.pk
            rows.append(copied(pattern, record_id=record.pk, sort_key=key, seq_first=number, seq_from=number))
            named += [copied(link, source_id=record.pk, sort_key=key) for link in links[pattern.record_id]]
        TimelineEntry.objects.bulk_create(rows, BATCH)
        PublishedLink.objects.bulk_create(named, BATCH)


def copied(row, **values):
    """A new row with the values of another, and some of its own."""
    columns = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row)(**(columns | values))


def test_facets_of_a_long_list_cost_a_bounded_answer(transactional_db, lawless, rf):
    """The first rows are read, however many there are: four times the list costs about the same."""
    chronicle.publish_all(PATTERNS)
    view, found, have = entry_list("timeline", None, EntryUnion), {}, 0
    with override_settings(CACHES=NO_CACHE):
        for wanted in LENGTHS:
            grown(have, wanted)
            have = wanted
            found[wanted] = {name: min(spent(view, rf, QUERIES[name])[0] for _ in range(5)) * 1000 for name in COUNTED}
            print(f"\n{wanted:,} entries:", ", ".join(f"{name} {cost:.0f} ms" for name, cost in found[wanted].items()))
    short, long = (found[each]["facets all"] for each in LENGTHS)
    assert long <= BOUNDED_BY * short
