"""An invented chronicle of any size, by counting, not by chance: as documents for `publication` and as plain rows."""

import datetime
import json
from collections.abc import Iterator

from tests import records
from tests.records import claims, document, publish

PEOPLE, PLACES, SOURCES, COUNTRIES = 120, 24, 40, 4
FIRST_DAY = datetime.date(1950, 1, 1)
BATCH = 500
KINDS = ("state", "official", "working", "transit", "stopover")


def name(letter: str, number: int) -> str:
    """A public id: one letter and five digits."""
    return f"{letter}{number:05d}"


def background() -> list[str]:
    """Everything that the visits name."""
    sides = [
        {"n": side, "label": f"Side {side}", "countries": [name("C", side - 1), name("C", side + 1)]} for side in (1, 2)
    ]
    return [
        document("source", records.SOURCE, title="Handbook of visits", source_kind="reference"),
        *(document("source", name("S", n), title=f"Source {n}", source_kind="news") for n in range(SOURCES)),
        *(document("country", name("C", n), title=f"Country {n}", **claims()) for n in range(COUNTRIES)),
        *(document("person", name("P", n), title=f"Person {n:03d}", **claims()) for n in range(PEOPLE)),
        *(document("place", name("T", n), title=f"Town {n:02d}", place_kind="city", **claims()) for n in range(PLACES)),
        document("dossier", records.DOSSIER, title="Bench", slug="bench", sides=sides, **claims()),
    ]


def visit(number: int) -> str:
    """Visit `number`: two parties, two sources, a day, a span of days or a month."""
    day = FIRST_DAY + datetime.timedelta(days=number * 7919 % 27_000)
    shapes = (
        day.isoformat(),
        f"{day.isoformat()}/{(day + datetime.timedelta(days=2)).isoformat()}",
        day.isoformat()[:7],
    )
    sources = [records.cited() | {"n": n, "source": name("S", (number * n) % SOURCES), "anchor": anchor}
               for n, anchor in ((1, "claims/1/text"), (2, "date"))]  # fmt: skip
    return records.visit(
        name("V", number),
        shapes[number % 3],
        title=f"Visit number {number} to a town by the river",
        summary=f"The guest was received by the host and stayed for talks about matter {number % 97}.",
        kind=KINDS[number % 5],
        standing="disputed" if number % 20 == 0 else "established",
        place=name("T", number % PLACES),
        citations=sources,
        participations=[party(1, "guest", number), party(2, "host", number + 1)],
    )


def party(n: int, role: str, number: int) -> dict:
    return {"n": n, "who": name("P", number * (n + 2) % PEOPLE), "role": role, "capacity": "President",
            "state": name("C", number % COUNTRIES)}  # fmt: skip


def publish_all(count: int) -> None:
    """Publish the background and `count` visits through `publication`, in sets."""
    publish(*background())
    for start in range(0, count, BATCH):
        publish(*(visit(number) for number in range(start, min(start + BATCH, count))))


def visits(count: int) -> Iterator[dict]:
    """The same visits as dictionaries."""
    return (json.loads(visit(number)) for number in range(count))
