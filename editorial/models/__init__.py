"""The tables of the desk. All of them are written by `editorial.services` alone."""

from editorial.models.decisions import Decision
from editorial.models.imports import ImportedRecord
from editorial.models.log import LogLine
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
from editorial.models.records import Country, Dossier, Organisation, Person, Place, Record, Source, Visit
from editorial.models.references import Reference
from editorial.models.revisions import Edition, Release, ReleaseItem, Revision
from editorial.models.users import User

__all__ = [
    "AccessPoint",
    "Citation",
    "Claim",
    "Country",
    "Decision",
    "Dossier",
    "DossierMembership",
    "Edition",
    "ImportedRecord",
    "LogLine",
    "Name",
    "Organisation",
    "Part",
    "Participation",
    "Person",
    "Place",
    "Record",
    "Reference",
    "Release",
    "ReleaseItem",
    "Revision",
    "Side",
    "Source",
    "Tenure",
    "User",
    "Visit",
]
