"""The closed vocabularies of the public record. Values stand in documents and in the API: they are only ever added to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RecordType(TextChoices):
    INCIDENT = "incident", pgettext_lazy("record type", "incident")
    VISIT = "visit", pgettext_lazy("record type", "visit")
    SOURCE = "source", pgettext_lazy("record type", "source")
    PERSON = "person", pgettext_lazy("record type", "person")
    ORGANISATION = "organisation", pgettext_lazy("record type", "organisation")
    COUNTRY = "country", pgettext_lazy("record type", "country")
    PLACE = "place", pgettext_lazy("record type", "place")
    SERIES = "series", pgettext_lazy("record type", "series")
    DOSSIER = "dossier", pgettext_lazy("record type", "dossier")


# The path word of each type, in page addresses and in the API alike.
PATH_WORDS = {
    RecordType.INCIDENT: "incidents",
    RecordType.VISIT: "visits",
    RecordType.SOURCE: "sources",
    RecordType.PERSON: "people",
    RecordType.ORGANISATION: "organisations",
    RecordType.COUNTRY: "countries",
    RecordType.PLACE: "places",
    RecordType.SERIES: "series",
    RecordType.DOSSIER: "dossiers",
}
# First words of addresses: no dossier may take one as its slug.
RESERVED_WORDS = frozenset(
    {*PATH_WORDS.values(), "about", "admin", "api", "cases", "charts", "cs", "data", "embed", "en", "evidence"}
    | {"feeds", "livez", "method", "og", "r", "readyz", "report", "robots", "search", "sitemap", "static", "status"}
)
TIMELINE_TYPES = frozenset({RecordType.INCIDENT, RecordType.VISIT})


class Group(TextChoices):
    """The five drawn classes of timeline entries."""

    VISIT = "visit", pgettext_lazy("group", "Visits and talks")
    AGREEMENT = "agreement", pgettext_lazy("group", "Treaties and agreements")
    STATEMENT = "statement", pgettext_lazy("group", "Statements")
    MEASURE = "measure", pgettext_lazy("group", "Measures")
    INCIDENT = "incident", pgettext_lazy("group", "Incidents")


class VisitKind(TextChoices):
    STATE = "state", _("state visit")
    OFFICIAL = "official", _("official visit")
    WORKING = "working", _("working visit")
    TRANSIT = "transit", _("transit")
    STOPOVER = "stopover", _("stopover")


class IncidentKind(TextChoices):
    """What happened, in the field's terms. No value is also a kind of visit: one query name filters both."""

    TREATY = "treaty", _("treaty or agreement")
    RECOGNITION = "recognition", _("recognition")
    ESTABLISHMENT = "establishment", _("establishment of relations")
    SEVERANCE = "severance", _("severance of relations")
    ACCESSION = "accession", _("accession")
    MILITARY_ACTION = "military_action", _("invasion or military action")
    ANNEXATION = "annexation", _("annexation")
    SABOTAGE = "sabotage", _("sabotage")
    ESPIONAGE = "espionage", _("espionage")
    POISONING = "poisoning", _("poisoning")
    CYBER_OPERATION = "cyber_operation", _("cyber operation")
    EXPULSION = "expulsion", _("expulsion as persona non grata")
    RECALL = "recall", _("recall of staff")
    STAFF_CAP = "staff_cap", _("staff cap")
    MISSION_CLOSURE = "mission_closure", _("closure of a mission")
    SUMMONS = "summons", _("summons")
    STATEMENT = "statement", _("statement or ultimatum")
    SANCTION = "sanction", _("sanction")
    ASSET_FREEZE = "asset_freeze", _("asset freeze")
    LEGAL_PROCEEDING = "legal_proceeding", _("legal proceeding")
    EXTRADITION = "extradition", _("extradition")
    LAW_OR_POLICY = "law_or_policy", _("law or policy")
    INSTITUTION_FOUNDED = "institution_founded", _("institution founded")
    CHANGE_OF_GOVERNMENT = "change_of_government", _("change of government or state")
    REPORT = "report", _("report")
    ATTACK_ON_CIVILIANS = "attack_on_civilians", _("attack on civilians")
    CAMPAIGN = "campaign", _("campaign")
    OTHER_INCIDENT = "other", pgettext_lazy("kind of incident", "other")


GROUP_OF_KIND: dict[str, Group] = {
    **dict.fromkeys(VisitKind, Group.VISIT),
    **dict.fromkeys(IncidentKind, Group.INCIDENT),
    IncidentKind.TREATY: Group.AGREEMENT,
    IncidentKind.RECOGNITION: Group.AGREEMENT,
    IncidentKind.ESTABLISHMENT: Group.AGREEMENT,
    IncidentKind.ACCESSION: Group.AGREEMENT,
    IncidentKind.STATEMENT: Group.STATEMENT,
    IncidentKind.REPORT: Group.STATEMENT,
    IncidentKind.SEVERANCE: Group.MEASURE,
    IncidentKind.EXPULSION: Group.MEASURE,
    IncidentKind.RECALL: Group.MEASURE,
    IncidentKind.STAFF_CAP: Group.MEASURE,
    IncidentKind.MISSION_CLOSURE: Group.MEASURE,
    IncidentKind.SUMMONS: Group.MEASURE,
    IncidentKind.SANCTION: Group.MEASURE,
    IncidentKind.ASSET_FREEZE: Group.MEASURE,
    IncidentKind.LEGAL_PROCEEDING: Group.MEASURE,
    IncidentKind.EXTRADITION: Group.MEASURE,
    IncidentKind.LAW_OR_POLICY: Group.MEASURE,
}
# The label of every kind of entry, visits and incidents alike.
KIND_LABELS = {str(kind): kind.label for kind in (*VisitKind, *IncidentKind)}


class Topic(TextChoices):
    """Subjects of incidents, sources and series; sections of a dossier filter by them."""

    CULTURE = "culture", pgettext_lazy("topic", "culture")
    CYBER = "cyber", pgettext_lazy("topic", "cyber security")
    DIPLOMACY = "diplomacy", pgettext_lazy("topic", "diplomacy")
    ENERGY = "energy", pgettext_lazy("topic", "energy")
    ESPIONAGE = "espionage", pgettext_lazy("topic", "espionage")
    EXTRADITION = "extradition", pgettext_lazy("topic", "extradition")
    INFORMATION = "information", pgettext_lazy("topic", "information")
    JUSTICE = "justice", pgettext_lazy("topic", "justice")
    MEMORY = "memory", pgettext_lazy("topic", "history and memory")
    MIGRATION = "migration", pgettext_lazy("topic", "migration")
    MILITARY = "military", pgettext_lazy("topic", "military")
    POLITICS = "politics", pgettext_lazy("topic", "politics")
    PUBLIC_OPINION = "public_opinion", pgettext_lazy("topic", "public opinion")
    SABOTAGE = "sabotage", pgettext_lazy("topic", "sabotage")
    SANCTIONS = "sanctions", pgettext_lazy("topic", "sanctions")
    TOURISM = "tourism", pgettext_lazy("topic", "tourism")
    TRADE = "trade", pgettext_lazy("topic", "trade")


class Stage(TextChoices):
    """The step of a legal case that an incident is."""

    REQUESTED = "requested", pgettext_lazy("stage", "requested")
    WANTED = "wanted", pgettext_lazy("stage", "put on a wanted list")
    ARRESTED = "arrested", pgettext_lazy("stage", "arrested")
    DESIGNATED = "designated", pgettext_lazy("stage", "designated")
    CHARGED = "charged", pgettext_lazy("stage", "charged")
    TRIED = "tried", pgettext_lazy("stage", "tried")
    RULED = "ruled", pgettext_lazy("stage", "ruled")
    APPEALED = "appealed", pgettext_lazy("stage", "appealed")
    CONVICTED = "convicted", pgettext_lazy("stage", "convicted")
    ACQUITTED = "acquitted", pgettext_lazy("stage", "acquitted")
    EXTRADITED = "extradited", pgettext_lazy("stage", "extradited")
    REFUSED = "refused", pgettext_lazy("stage", "refused")
    RELEASED = "released", pgettext_lazy("stage", "released")
    CLOSED = "closed", pgettext_lazy("stage", "closed")


class Standing(TextChoices):
    """How sure a statement is; everything but *established* belongs to a holder."""

    ESTABLISHED = "established", pgettext_lazy("standing", "established")
    ATTRIBUTED = "attributed", pgettext_lazy("standing", "attributed")
    DISPUTED = "disputed", pgettext_lazy("standing", "disputed")
    DENIED = "denied", pgettext_lazy("standing", "denied")
    ALLEGED = "alleged", pgettext_lazy("standing", "alleged")


class SourceKind(TextChoices):
    OFFICIAL = "official", pgettext_lazy("kind of source", "official")
    NEWS = "news", pgettext_lazy("kind of source", "news")
    ACADEMIC = "academic", pgettext_lazy("kind of source", "academic")
    ARCHIVE = "archive", pgettext_lazy("kind of source", "archive")
    REFERENCE = "reference", pgettext_lazy("kind of source", "reference work")
    SURVEY = "survey", pgettext_lazy("kind of source", "survey")
    SOCIAL = "social", pgettext_lazy("kind of source", "social media post")


class Stance(TextChoices):
    SUPPORTS = "supports", pgettext_lazy("stance of a source", "supports")
    DISPUTES = "disputes", pgettext_lazy("stance of a source", "disputes")
    MENTIONS = "mentions", pgettext_lazy("stance of a source", "mentions")


class Role(TextChoices):
    """The part that somebody takes: the first three in visits, all others in incidents."""

    GUEST = "guest", pgettext_lazy("role", "guest")
    HOST = "host", pgettext_lazy("role", "host")
    DELEGATION = "delegation", pgettext_lazy("role", "member of the delegation")
    INITIATOR = "initiator", pgettext_lazy("role", "initiator")
    TARGET = "target", pgettext_lazy("role", "target")
    ADDRESSEE = "addressee", pgettext_lazy("role", "addressee")
    SPEAKER = "speaker", pgettext_lazy("role", "speaker")
    SIGNATORY = "signatory", pgettext_lazy("role", "signatory")
    MEMBER = "member", pgettext_lazy("role", "member")
    PERPETRATOR = "perpetrator", pgettext_lazy("role", "perpetrator")
    ACCUSED = "accused", pgettext_lazy("role", "accused")
    VICTIM = "victim", pgettext_lazy("role", "victim")
    AFFECTED = "affected", pgettext_lazy("role", "affected")
    SUBJECT = "subject", pgettext_lazy("role", "person concerned")
    INVESTIGATOR = "investigator", pgettext_lazy("role", "investigator")
    DECIDER = "decider", pgettext_lazy("role", "deciding body")
    OPERATOR = "operator", pgettext_lazy("role", "operator of the site")
    PARTICIPANT = "participant", pgettext_lazy("role", "participant")


VISIT_ROLES = frozenset({Role.GUEST, Role.HOST, Role.DELEGATION})
ACTING_ROLES = frozenset({Role.GUEST, Role.INITIATOR})
RECEIVING_ROLES = frozenset({Role.HOST, Role.TARGET})
# Taking part side by side: between the two sides, towards neither.
SHARED_ROLES = frozenset({Role.SIGNATORY, Role.PARTICIPANT})
ACCUSING_ROLES = frozenset({Role.PERPETRATOR, Role.ACCUSED})


class MeasureKind(TextChoices):
    """Countable diplomatic steps."""

    EXPULSION = "expulsion", pgettext_lazy("measure", "expulsion (persona non grata)")
    RECALL = "recall", pgettext_lazy("measure", "recall")
    STAFF_CAP = "staff_cap", pgettext_lazy("measure", "staff cap")
    LOCAL_STAFF_CAP = "local_staff_cap", pgettext_lazy("measure", "cap on locally employed staff")
    CLOSURE = "closure", pgettext_lazy("measure", "closure")
    SUMMONS = "summons", pgettext_lazy("measure", "summons")
    ENTRY_BAN = "entry_ban", pgettext_lazy("measure", "entry ban")
    MOVEMENT = "movement", pgettext_lazy("measure", "restriction of movement")
    SANCTION = "sanction", pgettext_lazy("measure", "sanction")
    ASSET_FREEZE = "asset_freeze", pgettext_lazy("measure", "asset freeze")
    LISTING = "listing", pgettext_lazy("measure", "listing as unfriendly")
    NOTE = "note", pgettext_lazy("measure", "diplomatic note")
    ULTIMATUM = "ultimatum", pgettext_lazy("measure", "ultimatum")


class Category(TextChoices):
    """What a measure counts."""

    DIPLOMATS = "diplomats", pgettext_lazy("category", "diplomats")
    STAFF = "staff", pgettext_lazy("category", "embassy staff")
    LOCAL_STAFF = "local_staff", pgettext_lazy("category", "locally employed staff")
    OFFICIALS = "officials", pgettext_lazy("category", "officials")
    PERSONS = "persons", pgettext_lazy("category", "people")
    ENTITIES = "entities", pgettext_lazy("category", "entities")


class AttributionBasis(TextChoices):
    """On what an attribution rests, as its author says."""

    INTELLIGENCE = "intelligence", pgettext_lazy("basis", "intelligence")
    INVESTIGATION = "investigation", pgettext_lazy("basis", "investigation")
    LEGAL = "legal", pgettext_lazy("basis", "legal proceeding")
    TECHNICAL = "technical", pgettext_lazy("basis", "technical analysis")
    POLITICAL = "political", pgettext_lazy("basis", "political statement")
    NOT_STATED = "not_stated", pgettext_lazy("basis", "not stated")


class Confidence(TextChoices):
    """How sure the author of an attribution says to be."""

    CERTAIN = "certain", pgettext_lazy("confidence", "stated as certain")
    HIGH = "high", pgettext_lazy("confidence", "high")
    MODERATE = "moderate", pgettext_lazy("confidence", "moderate")
    LOW = "low", pgettext_lazy("confidence", "low")
    NOT_STATED = "not_stated", pgettext_lazy("confidence", "not stated")


class Reply(TextChoices):
    """What the accused answers. *none_found* says that we looked, as of its date."""

    DENIES = "denies", pgettext_lazy("reply", "denies")
    ADMITS = "admits", pgettext_lazy("reply", "admits")
    DECLINES = "declines", pgettext_lazy("reply", "declines to comment")
    NONE_FOUND = "none_found", pgettext_lazy("reply", "no reply found")


class PositionStance(TextChoices):
    """What a side says. *none_found* says that we looked, as of its date."""

    CONFIRMS = "confirms", pgettext_lazy("position", "confirms")
    DENIES = "denies", pgettext_lazy("position", "denies")
    ACCUSES = "accuses", pgettext_lazy("position", "accuses")
    CONDEMNS = "condemns", pgettext_lazy("position", "condemns")
    SUPPORTS = "supports", pgettext_lazy("position", "supports")
    DEMANDS = "demands", pgettext_lazy("position", "demands")
    EXPLAINS = "explains", pgettext_lazy("position", "gives its reason")
    OTHER = "other", pgettext_lazy("position", "says")
    NONE_FOUND = "none_found", pgettext_lazy("position", "no statement found")


class Relation(TextChoices):
    """How the answering record relates to the one it answers."""

    IN_RESPONSE_TO = "in_response_to", pgettext_lazy("relation", "in response to")
    RECIPROCATES = "reciprocates", pgettext_lazy("relation", "reciprocates")
    ESCALATES = "escalates", pgettext_lazy("relation", "escalates")
    REVERSES = "reverses", pgettext_lazy("relation", "reverses")
    IMPLEMENTS = "implements", pgettext_lazy("relation", "implements")
    PART_OF = "part_of", pgettext_lazy("relation", "part of")


class ResponseBasis(TextChoices):
    """Who says that one record answers another."""

    ASSERTED = "asserted", pgettext_lazy("basis of a link", "asserted")
    INFERRED = "inferred", pgettext_lazy("basis of a link", "inferred by the editors")


class Qualifier(TextChoices):
    """How a number is meant; exact when none is given."""

    APPROX = "approx", pgettext_lazy("qualifier", "approximately")
    MIN = "min", pgettext_lazy("qualifier", "at least")
    MAX = "max", pgettext_lazy("qualifier", "at most")


class MembershipStatus(TextChoices):
    MEMBER = "member", pgettext_lazy("membership", "full member")
    OBSERVER = "observer", pgettext_lazy("membership", "observer")
    SUSPENDED = "suspended", pgettext_lazy("membership", "suspended")
    LEFT = "left", pgettext_lazy("membership", "left")
    EXPELLED = "expelled", pgettext_lazy("membership", "expelled")


class OrganisationKind(TextChoices):
    GOVERNMENT = "government", pgettext_lazy("kind of organisation", "government body")
    PARLIAMENT = "parliament", pgettext_lazy("kind of organisation", "parliament")
    COURT = "court", pgettext_lazy("kind of organisation", "court")
    PARTY = "party", pgettext_lazy("kind of organisation", "political party")
    INTERNATIONAL = "international", pgettext_lazy("kind of organisation", "international organisation")
    MEDIA = "media", pgettext_lazy("kind of organisation", "media outlet")
    COMPANY = "company", pgettext_lazy("kind of organisation", "company")
    UNIVERSITY = "university", pgettext_lazy("kind of organisation", "university")
    EMBASSY = "embassy", pgettext_lazy("kind of organisation", "embassy")
    CONSULATE = "consulate", pgettext_lazy("kind of organisation", "consulate")
    PERMANENT_MISSION = "permanent_mission", pgettext_lazy("kind of organisation", "permanent mission")
    INTELLIGENCE = "intelligence", pgettext_lazy("kind of organisation", "intelligence or security service")
    MILITARY = "military", pgettext_lazy("kind of organisation", "military unit or force")
    OTHER = "other", pgettext_lazy("kind of organisation", "other")


MISSIONS = frozenset({OrganisationKind.EMBASSY, OrganisationKind.CONSULATE, OrganisationKind.PERMANENT_MISSION})


class PlaceKind(TextChoices):
    SITE = "site", pgettext_lazy("kind of place", "site")
    CITY = "city", pgettext_lazy("kind of place", "city or village")
    REGION = "region", pgettext_lazy("kind of place", "region")


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

    PUBLISH = "publish", pgettext_lazy("act", "published")
    WITHDRAW = "withdraw", pgettext_lazy("act", "withdrawn")
    CONFIRM_WITHDRAWAL = "confirm_withdrawal", pgettext_lazy("act", "withdrawal confirmed")
    REINSTATE = "reinstate", pgettext_lazy("act", "reinstated")
    MERGE = "merge", pgettext_lazy("act", "merged")
    VANISH = "vanish", pgettext_lazy("act", "vanished")


class WithdrawalReason(TextChoices):
    """Fixed wordings: all that shows until a second person has confirmed the withdrawal."""

    ERROR = "error", _("A central statement turned out to be wrong.")
    SOURCE_RETRACTED = "source_retracted", _("A source that the record rests on was retracted.")
    DUPLICATE = "duplicate", _("The record repeats another one.")
    LEGAL = "legal", _("The record was withdrawn for legal reasons.")
    PRIVACY = "privacy", _("The record was withdrawn to protect a person.")


class State(TextChoices):
    """Where a public identity stands now."""

    PUBLIC = "public", pgettext_lazy("state", "public")
    WITHDRAWN = "withdrawn", pgettext_lazy("state", "withdrawn")
    MERGED = "merged", pgettext_lazy("state", "merged")
    VANISHED = "vanished", pgettext_lazy("state", "vanished")


# What evidence may be: media type -> ending of the file that readers download.
MEDIA_TYPES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class Direction(TextChoices):
    """Who acts towards whom, seen from one dossier's two sides."""

    FIRST_TO_SECOND = "first-to-second", _("first side to second side")
    SECOND_TO_FIRST = "second-to-first", _("second side to first side")
    MUTUAL = "mutual", _("between both sides")
    NONE = "none", _("no direction")
