"""Two clocks: `asof`, what had been published at the end of a UTC day, and `on`, what was true on a day as it is known now.

Both are read here once for all pages and, by the same filter sets, for the API. For the first one this module finds the
edition that stood then; what the second one leaves is said by `on_day`. Never writes, never renders.
"""

import datetime
from typing import NamedTuple

from django.db.models import Subquery
from django.http import QueryDict
from django.utils.http import http_date
from django.utils.translation import gettext as _

from relations import dates, derivation, filters, languages
from relations.derivation import History
from relations.filters import ItemFilters, ProfileFilters, Query
from relations.models import Change, PublishedEdition
from relations.profiles import Profile


class Asked(NamedTuple):
    """What a reader asked of a clock. `day` None: the present. `problems`: a sentence for what was ignored."""

    day: datetime.date | None
    problems: list[str]


class Standing(NamedTuple):
    """What of a record was public at the end of a day.

    `edition` None: nothing, because it was not published yet (`state` is ""), was withdrawn then, or another record
    stood for it (`state` says which).
    """

    edition: PublishedEdition | None
    state: str


def today() -> datetime.date:
    """The UTC day that it is; an answer that asks must be framed with `today=True`."""
    return datetime.datetime.now(datetime.UTC).date()


def day_of(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(datetime.UTC).date()


def end_of(day: datetime.date) -> datetime.datetime:
    """The last moment of a UTC day."""
    return datetime.datetime.combine(day, datetime.time.max, datetime.UTC)


def asked(params: QueryDict) -> Asked:
    """The day that `asof` names, once it is over: a malformed one is ignored, one to come is the present, both are said."""
    query = only(params, ItemFilters)
    return past(query.one("asof"), query.problems)


def past(text: str, problems: list[str] | None = None) -> Asked:
    """A day in its normal form as the end of a day that is over, or as the present."""
    found = not_to_come(text, problems)
    return found._replace(day=None) if found.day == today() else found


def true_on(params: QueryDict) -> Asked:
    """The day that `on` names, up to today; of a day to come nobody knows what is true."""
    query = only(params, ProfileFilters)
    return not_to_come(query.one("on"), query.problems)


def only(params: QueryDict, names: type) -> Query:
    """The query of these names alone: others are somebody else's business."""
    kept = params.copy()
    for name in set(kept) - set(names.base_filters):
        del kept[name]
    return filters.read(kept, names)


def not_to_come(text: str, problems: list[str] | None) -> Asked:
    """A day in its normal form; a later one than today is the present, and said to be."""
    day = datetime.date.fromisoformat(text) if text else None
    if day is None or day <= today():
        return Asked(day, list(problems or []))
    said = _("%(day)s has not come yet; this is what is public now.") % {"day": words(day)}
    return Asked(None, [*(problems or []), said])


def words(day: datetime.date) -> str:
    """The day as a reader sees it, in the language of the answer."""
    return dates.words(dates.parse(day.isoformat()), languages.current())


def standing(profile: Profile, day: datetime.date) -> Standing:
    """Which edition of a record was public at the end of a day. One query."""
    changes = changes_until(profile, day)
    if not changes:
        return Standing(None, "")
    span = derivation.spans(History(profile.listing.record, profile.editions, changes))[-1]
    state = derivation.STATE_AFTER[changes[-1].op]
    return Standing(span.edition if span.seq_to is None else None, state)


def changes_until(profile: Profile, day: datetime.date) -> list[Change]:
    """The acts on one record up to the last act of that day on any: the same cut as in the lists of that day."""
    head = Change.objects.filter(at__lte=end_of(day)).order_by("-seq").values("seq")[:1]
    return list(Change.objects.filter(record=profile.listing.record_id, seq__lte=Subquery(head)).order_by("seq"))


# --- RFC 7089 -------------------------------------------------------------------------------------


def links(*, original: str, timemap: str = "", timegate: str = "") -> str:
    """The value of `Link` that ties a page to its past: the page of the present, its list of versions, who leads there."""
    found = [f'<{original}>; rel="original"']
    found += [f'<{timegate}>; rel="timegate"'] if timegate else []
    found += [f'<{timemap}>; rel="timemap"; type="application/link-format"'] if timemap else []
    return ", ".join(found)


def headers(at: datetime.datetime | datetime.date, **addresses: str) -> dict[str, str]:
    """The headers of a page as it was: `at` is the moment itself, or the day whose end is shown. Full addresses."""
    moment = at if isinstance(at, datetime.datetime) else end_of(at)
    return {"Memento-Datetime": http_date(moment.timestamp()), "Link": links(**addresses)}


LINK_FORMAT = "application/link-format; charset=utf-8"


def timemap(mementos: list[tuple[str, datetime.datetime]], *, original: str, own: str) -> str:
    """A time map in the format of links (RFC 6690): the page of the present, and each version with its moment."""
    lines = [f'<{original}>;rel="original"', f'<{own}>;rel="self";type="application/link-format"']
    for at, (address, moment) in enumerate(mementos):
        first, last = ("first " if at == 0 else ""), ("last " if at == len(mementos) - 1 else "")
        lines.append(f'<{address}>;rel="{first}{last}memento";datetime="{http_date(moment.timestamp())}"')
    return ",\n".join(lines) + "\n"
