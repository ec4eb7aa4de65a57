"""A small dossier in which nothing is wrong, and the yearbook that it was written from. No test lives here."""

import hashlib
from pathlib import Path

YEARBOOK = """\
= Eastland–Westland relations =

Infobox
- Capital: Westport
- Filetype: svg

Eastland and Westland have had embassies since June 1921. Trade with the U.K. was worth 1,5 billion crowns.

== Visits ==
| Guest | Date |
| President Ada Novak | 3–5 August 1993 |

== 1990–1999 ==
=== Expulsions ===
Four diplomats were expelled in the late 1990s. Nobody answered.
"""
LETTER = """\
Neighbours Speak Again
In 1993 the Eastland press called it "a new dawn".Westland kept silent in Norland.
Looking Ahead
* Talks: the two states will go on.
"""


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def citation(n: int, anchor: str, locator: str, quote: str, source: str = "yearbook") -> str:
    return (
        f'[[citations]]\nn = {n}\nanchor = "{anchor}"\nsource = "sources/{source}"\nlocator = "{locator}"\n'
        f"quote = '{quote}'\nlanguage = \"en\"\n"
    )


def czech(title: str, summary: str) -> str:
    return "".join(
        f'[[translations]]\nn = {n}\nanchor = "{anchor}"\nlanguage = "cs"\ntext = "{text}"\n'
        for n, (anchor, text) in enumerate({"title": title, "summary": summary}.items(), 1)
    )


def source(title: str, text: str) -> str:
    return (
        f'title = "{title}"\nsource_kind = "reference"\nsummary = "What we read."\n'
        f'[[access_points]]\nn = 1\ncontent_sha256 = "{sha256(text)}"\n' + czech("Co jsme četli", "Přečtený text.")
    )


FILES = {
    "dossier.toml": 'title = "Two neighbours"\nsummary = "How they get on."\n'
    '[[claims]]\nn = 1\ntext = "Both have had an embassy in the other since June 1921."\n'
    '[[eras]]\nn = 1\nlabel = "The nineties"\n[eras.date]\nedtf = "1990/1999"\n'
    '[[see_also]]\nn = 1\ntarget = "countries/eastland"\n[[see_also]]\nn = 2\ntarget = "countries/westland"\n'
    + citation(1, "claims/1/text", "Lead, paragraph 1", "have had embassies since June 1921")
    + citation(2, "eras/1", "Expulsions, paragraph 1", "in the late 1990s")
    + citation(3, "see_also/2", "Infobox, item 1", "Westport")
    + citation(4, "see_also/1", "Lead, paragraph 1", "the Eastland press", "letter")
    + citation(5, "see_also/2", "Lead, paragraph 1", "Westland kept silent", "letter")
    + citation(6, "see_also/2", "Looking Ahead, item 1", "the two states", "letter")
    + czech("Dva sousedé", "Jak spolu vycházejí."),
    "countries/eastland.toml": 'title = "Eastland"\nsummary = "A state."\n' + czech("Východní země", "Stát."),
    "countries/westland.toml": 'title = "Westland"\nsummary = "A state; its capital is Westport."\n'
    + czech("Západní země", "Stát; hlavní město je Westport."),
    "people/ada-novak.toml": 'title = "Ada Novak"\nsummary = "A guest."\n' + czech("Ada Novak", "Host."),
    "visits/1993-08-novak.toml": 'title = "Ada Novak comes to Westport"\nsummary = "One visit of 1993."\n'
    'kind = "official"\n[date]\nedtf = "1993-08-03/1993-08-05"\nas_stated = "3–5 August 1993"\n'
    '[[participations]]\nn = 1\nwho = "people/ada-novak"\nrole = "guest"\ncapacity = "President"\n'
    + citation(1, "date", "Visits, table row 1", "3–5 August 1993")
    + czech("Ada Novak přijíždí do Westportu", "Jedna návštěva z roku 1993."),
    "incidents/expulsion.toml": 'title = "Four have to leave"\nsummary = "Diplomats go."\n'
    'kind = "expulsion"\ndesk_note = "Trap: no year. Trap: nobody says who."\n[date]\nedtf = "199X"\n'
    '[[measures]]\nn = 1\nkind = "expulsion"\ncount = 4\n'
    '[[claims]]\nn = 1\ntext = "The press wrote of “a new dawn” in 1993, five years after."\n'
    + citation(1, "measures/1", "Expulsions, paragraph 1", "Four diplomats were expelled")
    + citation(2, "date", "Expulsions, paragraph 1", "in the late 1990s")
    + citation(3, "claims/1/text", "Lead, paragraph 1", '"a new dawn"', "letter")
    + czech("Čtyři musejí odjet", "Diplomaté odjíždějí."),
    "series/trade.toml": 'title = "Trade"\nsummary = "In crowns."\ndefinition = "Trade with the United Kingdom."\n'
    'unit = "billion crowns"\ncountry = "countries/united-kingdom"\n[[observations]]\nn = 1\nvalue = "1.5"\n'
    + citation(1, "observations/1", "Lead, paragraph 1", "was worth 1,5 billion")
    + czech("Obchod", "V korunách.")
    + '[[translations]]\nn = 3\nanchor = "definition"\nlanguage = "cs"\ntext = "Obchod s královstvím."\n',
    "countries/united-kingdom.toml": 'title = "United Kingdom"\nsummary = "A state."\n'
    '[[names]]\nn = 1\ntext = "UK"\nlanguage = "en"\n' + czech("Království", "Stát."),
    "sources/yearbook.toml": source("Eastland–Westland relations", YEARBOOK),
    "sources/letter.toml": source("Neighbours Speak Again", LETTER),
    "uncarried.toml": '[[sentences]]\ndocument = "sources/yearbook"\nlocator = "Infobox, item 2"\nstarts = "- Filetype"\n'
    'reason = "The type of a picture."\n'
    '[[sentences]]\ndocument = "sources/yearbook"\nlocator = "Expulsions, paragraph 1"\nstarts = "Nobody"\n'
    'reason = "Says that there is nothing to say."\n'
    '[[mentions]]\ndocument = "sources/letter"\nlocator = "Lead, paragraph 1"\nword = "Norland"\nreason = "Not on the map."\n'
    '[[computed]]\nrecord = "incidents/expulsion"\nanchor = "claims/1"\nnumber = "five"\nhow = "1998 less 1993."\n'
    '[[phrases]]\ndocument = "sources/yearbook"\nlocator = "Expulsions, paragraph 1"\nwords = "in the late"\n'
    'reason = "Vague."\n',
}


def write(folder: Path) -> tuple[Path, Path]:
    """The dossier's folder and that of its documents."""
    data, documents = folder / "eastland-westland", folder / "documents"
    for name, text in FILES.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    documents.mkdir()
    (documents / "1.txt").write_text(YEARBOOK, encoding="utf-8")
    (documents / "2.txt").write_text(LETTER, encoding="utf-8")
    return data, documents
