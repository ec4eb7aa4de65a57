"""A site with a page of every type: what is published for it, and where each page lies. No test and no assertion here."""

import datetime

from django.core.cache import cache

from relations import publication
from tests import records
from tests.records import AGENT, CAUSE, EMBASSY, FIRST, GUEST, HOST, INCIDENT, PLACE, SECOND, SERIES, SOURCE, VISIT

ORGANISATION, GONE, MERGED, UNREAD = "ARGAN1", "G0NE01", "MERGE1", "0NREAD"
DOSSIER_PAGE = "/first-second/"
TIMELINE = f"{DOSSIER_PAGE}timeline/"
VISIT_PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
TODAY = datetime.datetime.now(datetime.UTC).date().isoformat()
INCIDENT_PAGE = f"/incidents/{INCIDENT}/incident-1nc1d1/"
CORRECTED = f"/people/{HOST}/person-pers02/"
PAGES = {
    "home": "/",
    "dossier": DOSSIER_PAGE,
    "dossier on a day": f"{DOSSIER_PAGE}?on=2014-10-16",
    "timeline": TIMELINE,
    "timeline as a table": f"{TIMELINE}?view=table",
    "timeline on a map": f"{TIMELINE}?view=map",
    "timeline of some years": f"{TIMELINE}?date_from=1980&date_to=1993&kind=official&limit=1",
    "timeline to print": f"{TIMELINE}?print=1",
    "nothing found": f"{TIMELINE}?q=zebra&date_from=2014-13",
    "visits": f"{DOSSIER_PAGE}visits/",
    "ledger": f"{DOSSIER_PAGE}ledger/",
    "statistics": f"{DOSSIER_PAGE}statistics/",
    "corrections": f"{DOSSIER_PAGE}corrections/",
    "visit": VISIT_PAGE,
    "as published on a day": f"{VISIT_PAGE}?asof={TODAY}",
    "version": f"{VISIT_PAGE}v1/",
    "versions": f"{VISIT_PAGE}versions/",
    "comparison": f"{CORRECTED}compare/1..2/",
    "source": f"/sources/{SOURCE}/source-s0rce1/",
    "source that was not read": f"/sources/{UNREAD}/source-0nread/",
    "person": f"/people/{GUEST}/person-pers01/",
    "country": f"/countries/{FIRST}/country-c0ntr1/",
    "place": f"/places/{PLACE}/place-p1ace1/",
    "organisation": f"/organisations/{ORGANISATION}/organisation-argan1/",
    "incident": INCIDENT_PAGE,
    "cause": f"/incidents/{CAUSE}/incident-cavse1/",
    "version of an incident": f"{INCIDENT_PAGE}v1/",
    "series": f"/series/{SERIES}/series-ser1e1/",
    "embassy": f"/organisations/{EMBASSY}/organisation-embasy/",
    "state with missions": f"/countries/{SECOND}/country-c0ntr2/",
    "accused": f"/people/{AGENT}/person-agent1/",
    "version of a dossier": f"{DOSSIER_PAGE}v2/",
    "merged into": f"/people/{GUEST}/person-pers01/?merged={MERGED}",
    "version of a merged one": f"/people/{MERGED}/person-merge1/v1/",
    "withdrawn": f"/visits/{GONE}/x/",
    "search": "/search/?q=statement",
    "search without a question": "/search/",
    "search without a hit": "/search/?q=zebra",
    "who runs this": "/about/",
    "method": "/about/method/",
    "codebook": "/about/codebook/",
    "accessibility": "/about/accessibility/",
    "data": "/data/",
    "report": f"/report/?about={VISIT}",
    "API": "/api/",
    "API resource": "/api/incidents/",
    "not found": "/visits/ZZZZZZ/x/",
}
CZECH = {name: f"/cs{address}" for name, address in PAGES.items()}
FRAMES = {"frame": f"/embed/visits/{VISIT}/", "frame of a version": f"/embed/visits/{VISIT}/v1/"}
AFTER = {"n": 1, "to": INCIDENT, "relation": "escalates", "basis": "inferred", "note": "Within weeks."}


def incident() -> str:
    """The incident of every part, with a translation that is older than the text and a reply that was not found."""
    again = {
        "n": 2,
        "text": "Others too.",
        "by": FIRST,
        "to": AGENT,
        "basis": "legal",
        "reply": "none_found",
        "reply_date": "2026",
    }
    parts = records.incident_parts()
    old = {"n": 1, "anchor": "title", "language": "cs", "text": "Vyhoštění", "of": f"sha256:{'0' * 64}"}
    return records.incident(
        attributions=[*parts["attributions"], again], translations=[old], one_sided_reason="A reason."
    )


def dossier() -> str:
    """The dossier with every part that a page of it can have."""
    sides = [{"n": 1, "label": "First", "countries": [FIRST]}, {"n": 2, "label": "Second", "countries": [SECOND]}]
    return records.document(
        "dossier", records.DOSSIER, {"kind": "update"}, title="First – Second", slug="first-second", sides=sides, lead="A lead.",
        sections=[{"n": 1, "heading": "Spies", "topic": "espionage", "text": "About spies."}],
        eras=[{"n": 1, "label": "After 1993", "date": {"edtf": "1993/.."}}, {"n": 2, "label": "Before", "date": {"edtf": "1980/1989"}}],
        infobox=[{"n": 1, "label": "Embassy", "side": 2, "target": EMBASSY}, {"n": 2, "label": "Since", "text": "1993"}],
        see_also=[{"n": 1, "target": SERIES}],
        cases=[{"n": 1, "key": "agent-case", "title": "Extradition of Agent Person", "section": 1}],
        claims=[{"n": n, "text": "A statement.", "standing": "alleged", "holder": FIRST, "section": 1} for n in range(1, 15)],
        citations=[records.cited(f"claims/{n}/text", n) | {"source": UNREAD, "through": SOURCE} for n in range(1, 15)],
    )  # fmt: skip


def outlined(public_id: str, code: str) -> str:
    """A country that maps know."""
    title = f"State {code}"
    return records.document("country", public_id, {"kind": "update"}, title=title, iso_numeric=code, **records.claims())


def publish_all() -> None:
    """A visit of every shape of statement, all that it names, a second visit, an incident and a dossier of every part,
    a person that was corrected, a merged record and a withdrawn one.
    """
    cache.clear()
    claims = [
        {"n": 1, "text": "A statement.", "standing": "established"},
        {"n": 2, "text": "A doubtful one.", "standing": "alleged", "holder": GUEST},
        {"n": 3, "removed": True},
    ]
    cited = [records.cited() | {"language": "en"}, records.cited("date", 2)]
    records.publish(
        *records.background(),
        records.document("organisation", ORGANISATION, organisation_kind="international", **records.claims()),
        records.visit(claims=claims, citations=cited, public_note="A note."),
        records.visit("AN0THR", "1993-08"),
    )
    records.publish(
        *records.incident_background(), records.cause(), incident(), records.document("person", MERGED, title="Merged")
    )
    wrong = {"kind": "correction", "note": "The statement named another office."}
    records.publish(
        records.document("source", UNREAD, title="Report of an outlet", source_kind="news"),
        *(outlined(each, code) for each, code in ((FIRST, "203"), (SECOND, "643"))),
        records.cause("AFTER1", "2021-05", case="agent-case", stage="extradited", responses=[AFTER]),
        records.document("person", HOST, wrong, title="Host Person", **records.claims("Another statement.")),
        dossier(),
    )
    publication.merge(public_id=MERGED, survivor=GUEST)
    records.publish(records.visit(GONE))
    publication.withdraw(public_id=GONE, reason="error", replacement=VISIT)
