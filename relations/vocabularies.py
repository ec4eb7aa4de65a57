"""The closed vocabularies of the public record. Values stand in documents and in the API: they are only ever added to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RecordType(TextChoices):
    VISIT = "visit", _("visit")
    SOURCE = "source", _("source")
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    COUNTRY = "country", _("country")
    PLACE = "place", _("place")
    DOSSIER = "dossier", _("dossier")


# The path word of each type, in page addresses and in the API alike.
PATH_WORDS = {
    RecordType.VISIT: "visits",
    RecordType.SOURCE: "sources",
    RecordType.PERSON: "people",
    RecordType.ORGANISATION: "organisations",
    RecordType.COUNTRY: "countries",
    RecordType.PLACE: "places",
    RecordType.DOSSIER: "dossiers",
}
# First words of addresses: no dossier may take one as its slug.
RESERVED_WORDS = frozenset(
    {*PATH_WORDS.values(), "incidents", "series", "about", "admin", "api", "charts", "cs", "data", "embed", "en"}
    | {"feeds", "livez", "method", "og", "r", "readyz", "report", "robots", "search", "sitemap", "static", "status"}
)
TIMELINE_TYPES = frozenset({RecordType.VISIT})


class Group(TextChoices):
    """The five drawn classes of timeline entries."""

    VISIT = "visit", _("Visits and talks")
    AGREEMENT = "agreement", _("Treaties and agreements")
    STATEMENT = "statement", _("Statements")
    MEASURE = "measure", _("Measures")
    INCIDENT = "incident", _("Incidents")


class VisitKind(TextChoices):
    STATE = "state", _("state visit")
    OFFICIAL = "official", _("official visit")
    WORKING = "working", _("working visit")
    TRANSIT = "transit", _("transit")
    STOPOVER = "stopover", _("stopover")


GROUP_OF_KIND = dict.fromkeys(VisitKind, Group.VISIT)


class Standing(TextChoices):
    """How sure a statement is; everything but *established* belongs to a holder."""

    ESTABLISHED = "established", _("established")
    ATTRIBUTED = "attributed", _("attributed")
    DISPUTED = "disputed", _("disputed")
    DENIED = "denied", _("denied")
    ALLEGED = "alleged", _("alleged")


class SourceKind(TextChoices):
    OFFICIAL = "official", _("official")
    NEWS = "news", _("news")
    ACADEMIC = "academic", _("academic")
    ARCHIVE = "archive", _("archive")
    REFERENCE = "reference", _("reference work")


class Stance(TextChoices):
    SUPPORTS = "supports", _("supports")
    DISPUTES = "disputes", _("disputes")
    MENTIONS = "mentions", _("mentions")


class Role(TextChoices):
    GUEST = "guest", _("guest")
    HOST = "host", _("host")
    DELEGATION = "delegation", _("member of the delegation")


class OrganisationKind(TextChoices):
    GOVERNMENT = "government", _("government body")
    PARLIAMENT = "parliament", _("parliament")
    COURT = "court", _("court")
    PARTY = "party", _("political party")
    INTERNATIONAL = "international", _("international organisation")
    MEDIA = "media", _("media outlet")
    COMPANY = "company", _("company")
    OTHER = "other", _("other")


class PlaceKind(TextChoices):
    SITE = "site", _("site")
    CITY = "city", _("city or village")
    REGION = "region", _("region")


class ChangeKind(TextChoices):
    """Why a new edition exists; chosen at submit and part of the approved document."""

    FIRST = "first", _("first publication")
    MINOR = "minor", _("minor: wording only")
    UPDATE = "update", _("update: the world moved")
    CORRECTION = "correction", _("correction: we were wrong")
    CLARIFICATION = "clarification", _("clarification")


NOTED_CHANGES = frozenset({ChangeKind.CORRECTION, ChangeKind.CLARIFICATION})


class Op(TextChoices):
    """Acts on the public record, as the change log names them."""

    PUBLISH = "publish", _("published")
    WITHDRAW = "withdraw", _("withdrawn")
    CONFIRM_WITHDRAWAL = "confirm_withdrawal", _("withdrawal confirmed")
    REINSTATE = "reinstate", _("reinstated")
    MERGE = "merge", _("merged")
    VANISH = "vanish", _("vanished")


class WithdrawalReason(TextChoices):
    """Fixed wordings: all that shows until a second person has confirmed the withdrawal."""

    ERROR = "error", _("A central statement turned out to be wrong.")
    SOURCE_RETRACTED = "source_retracted", _("A source that the record rests on was retracted.")
    DUPLICATE = "duplicate", _("The record repeats another one.")
    LEGAL = "legal", _("The record was withdrawn for legal reasons.")
    PRIVACY = "privacy", _("The record was withdrawn to protect a person.")


class State(TextChoices):
    """Where a public identity stands now."""

    PUBLIC = "public", _("public")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged")
    VANISHED = "vanished", _("vanished")


class Direction(TextChoices):
    """Who acts towards whom, seen from one dossier's two sides."""

    FIRST_TO_SECOND = "first-to-second", _("first side to second side")
    SECOND_TO_FIRST = "second-to-first", _("second side to first side")
    MUTUAL = "mutual", _("between both sides")
    NONE = "none", _("no direction")
