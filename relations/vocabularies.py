"""The closed vocabularies of the public record. Values stand in documents and in the API: they are only ever added to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RecordType(TextChoices):
    INCIDENT = "incident", _("incident")
    VISIT = "visit", _("visit")
    SOURCE = "source", _("source")
    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    COUNTRY = "country", _("country")
    PLACE = "place", _("place")
    SERIES = "series", _("series")
    DOSSIER = "dossier", _("dossier")


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
    OTHER_INCIDENT = "other", _("other")


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

    CULTURE = "culture", _("culture")
    CYBER = "cyber", _("cyber security")
    DIPLOMACY = "diplomacy", _("diplomacy")
    ENERGY = "energy", _("energy")
    ESPIONAGE = "espionage", _("espionage")
    EXTRADITION = "extradition", _("extradition")
    INFORMATION = "information", _("information")
    JUSTICE = "justice", _("justice")
    MEMORY = "memory", _("history and memory")
    MIGRATION = "migration", _("migration")
    MILITARY = "military", _("military")
    POLITICS = "politics", _("politics")
    PUBLIC_OPINION = "public_opinion", _("public opinion")
    SABOTAGE = "sabotage", _("sabotage")
    SANCTIONS = "sanctions", _("sanctions")
    TOURISM = "tourism", _("tourism")
    TRADE = "trade", _("trade")


class Stage(TextChoices):
    """The step of a legal case that an incident is."""

    REQUESTED = "requested", _("requested")
    WANTED = "wanted", _("put on a wanted list")
    ARRESTED = "arrested", _("arrested")
    DESIGNATED = "designated", _("designated")
    CHARGED = "charged", _("charged")
    TRIED = "tried", _("tried")
    RULED = "ruled", _("ruled")
    APPEALED = "appealed", _("appealed")
    CONVICTED = "convicted", _("convicted")
    ACQUITTED = "acquitted", _("acquitted")
    EXTRADITED = "extradited", _("extradited")
    REFUSED = "refused", _("refused")
    RELEASED = "released", _("released")
    CLOSED = "closed", _("closed")


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
    SURVEY = "survey", _("survey")
    SOCIAL = "social", _("social media post")


class Stance(TextChoices):
    SUPPORTS = "supports", _("supports")
    DISPUTES = "disputes", _("disputes")
    MENTIONS = "mentions", _("mentions")


class Role(TextChoices):
    """The part that somebody takes: the first three in visits, all others in incidents."""

    GUEST = "guest", _("guest")
    HOST = "host", _("host")
    DELEGATION = "delegation", _("member of the delegation")
    INITIATOR = "initiator", _("initiator")
    TARGET = "target", _("target")
    ADDRESSEE = "addressee", _("addressee")
    SPEAKER = "speaker", _("speaker")
    SIGNATORY = "signatory", _("signatory")
    MEMBER = "member", _("member")
    PERPETRATOR = "perpetrator", _("perpetrator")
    ACCUSED = "accused", _("accused")
    VICTIM = "victim", _("victim")
    AFFECTED = "affected", _("affected")
    SUBJECT = "subject", _("person concerned")
    INVESTIGATOR = "investigator", _("investigator")
    DECIDER = "decider", _("deciding body")
    OPERATOR = "operator", _("operator of the site")
    PARTICIPANT = "participant", _("participant")


VISIT_ROLES = frozenset({Role.GUEST, Role.HOST, Role.DELEGATION})
ACTING_ROLES = frozenset({Role.GUEST, Role.INITIATOR})
RECEIVING_ROLES = frozenset({Role.HOST, Role.TARGET})
# Taking part side by side: between the two sides, towards neither.
SHARED_ROLES = frozenset({Role.SIGNATORY, Role.PARTICIPANT})
ACCUSING_ROLES = frozenset({Role.PERPETRATOR, Role.ACCUSED})


class MeasureKind(TextChoices):
    """Countable diplomatic steps."""

    EXPULSION = "expulsion", _("expulsion (persona non grata)")
    RECALL = "recall", _("recall")
    STAFF_CAP = "staff_cap", _("staff cap")
    LOCAL_STAFF_CAP = "local_staff_cap", _("cap on locally employed staff")
    CLOSURE = "closure", _("closure")
    SUMMONS = "summons", _("summons")
    ENTRY_BAN = "entry_ban", _("entry ban")
    MOVEMENT = "movement", _("restriction of movement")
    SANCTION = "sanction", _("sanction")
    ASSET_FREEZE = "asset_freeze", _("asset freeze")
    LISTING = "listing", _("listing as unfriendly")
    NOTE = "note", _("diplomatic note")
    ULTIMATUM = "ultimatum", _("ultimatum")


class Category(TextChoices):
    """What a measure counts."""

    DIPLOMATS = "diplomats", _("diplomats")
    STAFF = "staff", _("embassy staff")
    LOCAL_STAFF = "local_staff", _("locally employed staff")
    OFFICIALS = "officials", _("officials")
    PERSONS = "persons", _("people")
    ENTITIES = "entities", _("entities")


class AttributionBasis(TextChoices):
    """On what an attribution rests, as its author says."""

    INTELLIGENCE = "intelligence", _("intelligence")
    INVESTIGATION = "investigation", _("investigation")
    LEGAL = "legal", _("legal proceeding")
    TECHNICAL = "technical", _("technical analysis")
    POLITICAL = "political", _("political statement")
    NOT_STATED = "not_stated", _("not stated")


class Confidence(TextChoices):
    """How sure the author of an attribution says to be."""

    CERTAIN = "certain", _("stated as certain")
    HIGH = "high", _("high")
    MODERATE = "moderate", _("moderate")
    LOW = "low", _("low")
    NOT_STATED = "not_stated", _("not stated")


class Reply(TextChoices):
    """What the accused answers. *none_found* says that we looked, as of its date."""

    DENIES = "denies", _("denies")
    ADMITS = "admits", _("admits")
    DECLINES = "declines", _("declines to comment")
    NONE_FOUND = "none_found", _("no reply found")


class PositionStance(TextChoices):
    """What a side says. *none_found* says that we looked, as of its date."""

    CONFIRMS = "confirms", _("confirms")
    DENIES = "denies", _("denies")
    ACCUSES = "accuses", _("accuses")
    CONDEMNS = "condemns", _("condemns")
    SUPPORTS = "supports", _("supports")
    DEMANDS = "demands", _("demands")
    EXPLAINS = "explains", _("gives its reason")
    OTHER = "other", _("says")
    NONE_FOUND = "none_found", _("no statement found")


class Relation(TextChoices):
    """How the answering record relates to the one it answers."""

    IN_RESPONSE_TO = "in_response_to", _("in response to")
    RECIPROCATES = "reciprocates", _("reciprocates")
    ESCALATES = "escalates", _("escalates")
    REVERSES = "reverses", _("reverses")
    IMPLEMENTS = "implements", _("implements")
    PART_OF = "part_of", _("part of")


class ResponseBasis(TextChoices):
    """Who says that one record answers another."""

    ASSERTED = "asserted", _("asserted")
    INFERRED = "inferred", _("inferred by the editors")


class Qualifier(TextChoices):
    """How a number is meant; exact when none is given."""

    APPROX = "approx", _("approximately")
    MIN = "min", _("at least")
    MAX = "max", _("at most")


class MembershipStatus(TextChoices):
    MEMBER = "member", _("full member")
    OBSERVER = "observer", _("observer")
    SUSPENDED = "suspended", _("suspended")
    LEFT = "left", _("left")
    EXPELLED = "expelled", _("expelled")


class OrganisationKind(TextChoices):
    GOVERNMENT = "government", _("government body")
    PARLIAMENT = "parliament", _("parliament")
    COURT = "court", _("court")
    PARTY = "party", _("political party")
    INTERNATIONAL = "international", _("international organisation")
    MEDIA = "media", _("media outlet")
    COMPANY = "company", _("company")
    UNIVERSITY = "university", _("university")
    EMBASSY = "embassy", _("embassy")
    CONSULATE = "consulate", _("consulate")
    PERMANENT_MISSION = "permanent_mission", _("permanent mission")
    INTELLIGENCE = "intelligence", _("intelligence or security service")
    MILITARY = "military", _("military unit or force")
    OTHER = "other", _("other")


MISSIONS = frozenset({OrganisationKind.EMBASSY, OrganisationKind.CONSULATE, OrganisationKind.PERMANENT_MISSION})


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


# What evidence may be: media type -> ending of the file that readers download.
MEDIA_TYPES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class Direction(TextChoices):
    """Who acts towards whom, seen from one dossier's two sides."""

    FIRST_TO_SECOND = "first-to-second", _("first side to second side")
    SECOND_TO_FIRST = "second-to-first", _("second side to first side")
    MUTUAL = "mutual", _("between both sides")
    NONE = "none", _("no direction")
