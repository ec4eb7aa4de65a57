"""How a date reads: which phrase a value needs. The phrases of each language live in `english` and `czech`.

A value that lasted and one day somewhere in a span never read alike. Context bounds never appear.
"""

from types import ModuleType

from relations.dates import czech, english
from relations.dates.typography import NBSP, dashed
from relations.dates.values import EDTF

VOICES = {"en": english, "cs": czech}


def words(edtf: EDTF, lang: str, *, weekday: bool = False) -> str:
    """The date as a reader sees it: "3–5 January 1983", "3.–5. ledna 1983", with no-break spaces inside dates.

    `lang` is "en" or "cs", also with a region ("en-gb"); anything else reads English. `weekday` adds it to a known day.
    """
    voice = _voice(lang)
    if edtf.precision == "on-or-before":
        return _doubt(voice.not_after(edtf.end), edtf, voice)
    if edtf.precision == "on-or-after":
        return _doubt(voice.not_before(edtf.start), edtf, voice)
    if edtf.precision == "between" and edtf.start != edtf.end:
        return _doubt(voice.between(edtf.start, edtf.end, _pair(edtf, voice)), edtf, voice)
    if edtf.lasted:
        return _lasting(edtf, voice)
    named = voice.standing(edtf.start)
    if weekday and edtf.precision == "day" and not edtf.qualified:
        named = f"{voice.WEEKDAYS[edtf.earliest.weekday()]} {named}"
    return _doubt(named, edtf, voice)


def precision_words(edtf: EDTF, lang: str) -> str:
    """The short line under a date: what is not known, or how long it lasted; "" for one known day."""
    voice = _voice(lang)
    if edtf.lasted:
        return _duration(edtf, voice)
    if edtf.qualified and edtf.precision in voice.UNITS:
        return voice.doubtful(edtf.precision, approximate=edtf.approximate, uncertain=edtf.uncertain)
    return voice.KNOWN[edtf.precision]


def _voice(lang: str) -> ModuleType:
    return VOICES.get((lang or "en").lower().replace("_", "-").split("-")[0], english)


def _doubt(named: str, edtf: EDTF, voice: ModuleType) -> str:
    return f"{named} {voice.UNCERTAIN}" if edtf.uncertain else named


def _lasting(edtf: EDTF, voice: ModuleType) -> str:
    if edtf.start is None:
        return _doubt(voice.until(edtf.end, known=edtf.open_start), edtf, voice)
    if edtf.end is None:
        return _doubt(voice.since(edtf.start, known=edtf.open_end), edtf, voice)
    if edtf.start == edtf.end and not edtf.qualified:
        return voice.part_of(edtf.start)
    if pair := _pair(edtf, voice):
        return dashed(*pair)
    start, end = (
        f"{phrase} {voice.UNCERTAIN}" if point.uncertain else phrase
        for phrase, point in ((voice.since_part(edtf.start), edtf.start), (voice.until_part(edtf.end), edtf.end))
    )
    return f"{start} {end}"


def _pair(edtf: EDTF, voice: ModuleType) -> tuple[str, str] | None:
    """Both ends without what they share: ("3", "5 January 1983"). None where a dash between them would not read."""
    start, end = edtf.start, edtf.end
    if edtf.qualified or start.unit != end.unit or start.unit not in ("day", "month", "year"):
        return None
    left, right = voice.pieces(start), voice.pieces(end)
    whole = NBSP.join(right)
    while len(left) > 1 and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    return NBSP.join(left), whole


def _duration(edtf: EDTF, voice: ModuleType) -> str:
    for end, said in voice.ENDS.items():
        if getattr(edtf, end):
            return said
    if edtf.qualified:
        return voice.LASTED_UNSURE
    known = (edtf.start.unit == "day", edtf.end.unit == "day")
    return voice.lasted_days((edtf.latest - edtf.earliest).days + 1) if all(known) else voice.LASTED_ROUGHLY[known]
