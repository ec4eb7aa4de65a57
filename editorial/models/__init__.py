"""The tables of the desk. All of them are written by `editorial.services` alone."""

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
from editorial.models.triage import Outcome, Triage, TriageState
from editorial.models.users import User

__all__ = [
    "AccessPoint",
    "Attachment",
    "Attribution",
    "Case",
    "Citation",
    "Claim",
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
    "LogLine",
    "Measure",
    "Membership",
    "Name",
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
]
