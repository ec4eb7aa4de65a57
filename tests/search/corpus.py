"""A small record in two languages and three scripts, and a plain reading of its search rows to compare engines with.

No test lives here.
"""

from relations.documents import content_hash
from relations.models import SearchRow
from relations.search.words import BREAK
from tests import records
from tests.records import DOSSIER, GUEST, HOST, PLACE

DEPOT, EXPLOSION, NAMED, TRUST = "DEP0T1", "EXP10D", "NAMED1", "SER1E2"


def publish():
    """Fifteen records: the background, four visits, an incident, a person with names, a place, a series."""
    title = "Depot at Vrbětice"
    records.publish(*records.background())
    records.publish(
        records.document("place", DEPOT, title=title, place_kind="site", **records.claims("A depot near Vlachovice."),
                         translations=[{"n": 1, "anchor": "title", "language": "cs", "text": "Sklad ve Vrběticích",
                                        "of": content_hash(title)}]),
        records.document("person", NAMED, title="Nikolai Tester", **records.claims("A minister, he wrote."),
                         names=[{"n": 1, "text": "Николай Тестеров", "language": "ru"},
                                {"n": 2, "text": "Mikołaj Łódź", "language": "pl"}]),
        records.series(TRUST),
        records.cause(EXPLOSION, "2014-10-16", title="Explosion in a warehouse",
                      summary="Two people died in Vrbětice. O'Neil & sons: 5,000 <b>crates</b> burnt, 100 % of them.",
                      one_sided_reason="The other side said nothing."),
        records.visit("V00001", "1983-01-03/1983-01-05", title="Guest visits the depot"),
        records.visit("V00002", "1993-08", title="Host in Moscow", summary="A visit; the guest was a host."),
        records.visit("V00003", "2021-04-17", title="Persona grata", summary="Persona non grata is another thing."),
        records.visit("V00004", "2021-04-20", title="Persona non grata", **quoted("склад боеприпасов")),
    )  # fmt: skip


def quoted(words):
    """One statement with a passage in Russian."""
    cited = records.cited() | {"quote": words, "language": "ru"}
    return {"claims": records.claims()["claims"], "citations": [cited]}


# Question -> ids in order: profiles called so, entries called so (newest first), entries and profiles that say so.
EXPECTED = {
    "vrbetice": [DEPOT, EXPLOSION],
    "Vrbětice": [DEPOT, EXPLOSION],
    "VRBĚTICE": [DEPOT, EXPLOSION],
    "Врбетице": [DEPOT, EXPLOSION],
    "vrbět": [DEPOT, EXPLOSION],
    '"vrbet"': [],
    '"vrbet"*': [DEPOT, EXPLOSION],
    "vrbeticich": [DEPOT],
    "sklad": [DEPOT, "V00004"],
    "склад": [DEPOT, "V00004"],
    "testerov": [NAMED],
    "Тестеров": [NAMED],
    "nikolaj": [NAMED],
    "Lodz": [NAMED],
    "depot": [DEPOT, "V00001"],
    "depot vlachovice": [DEPOT],
    "depot guest": ["V00001"],
    '"visits the depot"': ["V00001"],
    '"the depot visits"': [],
    '"persona non grata"': ["V00004", "V00003"],
    "persona grata": ["V00004", "V00003"],
    "grata persona non": ["V00004", "V00003"],
    '"grata persona"': [],
    "o'neil": [EXPLOSION],
    "neil": [EXPLOSION],
    "5,000": [EXPLOSION],
    "crates": [EXPLOSION],
    "<b>": [EXPLOSION],
    "100 %": [EXPLOSION],
    "1983": ["V00001"],
    '"3 January 1983"': [],
    "1983-01": ["V00001"],
    "august 1993": ["V00002"],
    "srpen 1993": ["V00002"],
    "17 April 2021": ["V00003"],
    "17. dubna 2021": ["V00003"],
    "2021-04-20": ["V00004"],
    "moscow": ["V00002"],
    "host": [HOST, "V00002", "V00004", "V00001"],
    "guest person": [GUEST, "V00004"],
    "zebra": [],
    "depot zebra": [],
    "AND": [],
    "town": [PLACE],
    "first second": [DOSSIER],
}


def segments(text):
    """The texts of one column, each padded with spaces."""
    return [f" {each.strip()} " for each in text.split(BREAK)]


def holds(text, term):
    """Whether one column holds a term, in any of its readings."""
    ends = "" if term.begins else " "
    return any(f" {reading}{ends}" in each for reading in term.readings for each in segments(text))


def found(terms, types=()):
    """Places in the order of the pages, by reading every row."""
    rows = [row for row in SearchRow.objects.all() if not types or row.type in types]
    hits = [row for row in rows if all(holds(row.title, term) or holds(row.text, term) for term in terms)]
    return [row.sort_key for row in sorted(hits, key=lambda row: position(row, terms))]


def position(row, terms):
    titled, entry = all(holds(row.title, term) for term in terms), row.sort_key >= 1 << 41
    return ((0 if not entry else 1) if titled else (2 if entry else 3)), -row.sort_key
