"""The tables of the desk. All of them are written by `editorial.services` alone."""

from editorial.models.access import BackupCode, LoginFailure
from editorial.models.decisions import Decision
from editorial.models.imports import ImportedRecord
from editorial.models.incident_parts import Attribution, Figure, Measure, Position, Response
from editorial.models.log import LogLine
from editorial.models.overlays import Attachment, Translation
from editorial.models.parts import (
    AccessPoint,
    Citation,
    Claim,
    DossierMembership,
    Name,
    Part,
    Participation,
    Side,
    Tenure,
)
from editorial.models.profile_parts import (
    Case,
    Era,
    InfoboxRow,
    Membership,
    Observation,
    Section,
    SeeAlso,
    StaffCeiling,
)
from editorial.models.records import (
    Country,
    Dossier,
    Incident,
    Organisation,
    Person,
    Place,
    Record,
    Series,
    Source,
    Visit,
)
from editorial.models.references import Reference
from editorial.models.revisions import Edition, Release, ReleaseItem, Revision
from editorial.models.talk import Comment, Notice
from editorial.models.triage import Outcome, Triage, TriageState
from editorial.models.upkeep import Checkup, KeptApart, LinkCheck
from editorial.models.users import User
from editorial.models.words import Words

__all__ = [
    "AccessPoint",
    "Attachment",
    "Attribution",
    "BackupCode",
    "Case",
    "Checkup",
    "Citation",
    "Claim",
    "Comment",
    "Country",
    "Decision",
    "Dossier",
    "DossierMembership",
    "Edition",
    "Era",
    "Figure",
    "ImportedRecord",
    "Incident",
    "InfoboxRow",
    "KeptApart",
    "LinkCheck",
    "LogLine",
    "LoginFailure",
    "Measure",
    "Membership",
    "Name",
    "Notice",
    "Observation",
    "Organisation",
    "Outcome",
    "Part",
    "Participation",
    "Person",
    "Place",
    "Position",
    "Record",
    "Reference",
    "Release",
    "ReleaseItem",
    "Response",
    "Revision",
    "Section",
    "SeeAlso",
    "Series",
    "Side",
    "Source",
    "StaffCeiling",
    "Tenure",
    "Translation",
    "Triage",
    "TriageState",
    "User",
    "Visit",
    "Words",
]
