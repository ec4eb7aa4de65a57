"""Taking in records that came from data files: draft what is new, renew what is untouched, submit both as one set.

Files are read and checked by `editorial.importers`; nothing here approves or publishes.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import transaction

from editorial import readiness, rules
from editorial.composing import absorb
from editorial.models import Edition, ImportedRecord, Record, Revision, User
from editorial.services import drafting, reviewing, translating
from editorial.services.guarding import NotReady, lock_records
from editorial.services.reviewing import Submission
from editorial.services.vanishing import hidden_key
from editorial.shapes import SHAPES, PartShape
from editorial.workflow import TRANSITIONS
from relations.documents import Problem, canonical, refs
from relations.models import Listing
from relations.vocabularies import ChangeKind, State

Report = Callable[[str], None]


class Incoming(NamedTuple):
    """One record as a data file gives it: `content` is the `record` of a document, `file_hash` tells files apart."""

    key: str
    type: str
    public_id: str
    content: dict[str, Any]
    desk_note: str
    file_hash: str
    change_kind: str = ""
    change_note: str = ""
    change_note_cs: str = ""


class Outcome(NamedTuple):
    """Keys by what became of them; `left_alone` and `notes_kept` say what a person should look at."""

    created: list[str]
    updated: list[str]
    unchanged: list[str]
    left_alone: list[tuple[str, str]]
    notes_kept: list[str]
    without_file: list[str]


@transaction.atomic
def take_in(*, actor: User, dossier: str, records: Sequence[Incoming], report: Report = lambda line: None) -> Outcome:
    """Draft and submit `records` in the name of `actor`, all or nothing.

    A record that somebody changed on the desk since it was loaded is left alone. Raises `Refused` or `NotReady`.
    """
    known = known_rows(dossier, records)
    lock_records(row.record_id for row in known.values())
    outcome = Outcome([], [], [], [], [], sorted(known.keys() - {row.key for row in records}))
    accepted = [row for row in records if sort_out(row, known, outcome)]
    made = create(actor, [row for row in accepted if row.key not in known])
    found = made | {key: row.record for key, row in known.items()}
    frozen = []
    for number, row in enumerate(accepted, 1):
        report(f"drafting {number} of {len(accepted)}: {row.key}")
        if write(actor, found[row.key], row) or row.key in made:
            frozen.append(row)
    submit(actor, frozen, found)
    for row in accepted:
        ImportedRecord.objects.update_or_create(
            dossier=dossier,
            key=row.key,
            defaults={"record": found[row.key], "revision": newest(found[row.key]), "file_hash": row.file_hash},
        )
    return outcome


def known_rows(dossier: str, records: Sequence[Incoming]) -> dict[str, ImportedRecord]:
    """What was loaded before, by key. A record that vanished is found under its key too, so that no file brings it back."""
    hidden = {hidden_key(row.key): row.key for row in records}
    rows = ImportedRecord.objects.filter(dossier=dossier).select_related("record")
    return {hidden.get(row.key, row.key): row for row in rows}


def sort_out(row: Incoming, known: dict[str, ImportedRecord], outcome: Outcome) -> bool:
    """Whether a record is to be written; says in `outcome` what becomes of it."""
    imported = known.get(row.key)
    if imported is None:
        outcome.created.append(row.key)
    elif reason := touched(imported):
        outcome.left_alone.append((row.key, reason))
    elif imported.file_hash == row.file_hash:
        outcome.unchanged.append(row.key)
    elif reason := in_a_touched_set(imported, known):
        outcome.left_alone.append((row.key, reason))
    else:
        outcome.updated.append(row.key)
        outcome.notes_kept.extend([row.key] if imported.record.desk_note != row.desk_note else [])
        return True
    return imported is None


def newest(record: Record) -> Revision:
    return rules.newest_revision(Edition(record=record))


def touched(imported: ImportedRecord) -> str:
    """Why a loaded record now belongs to the desk; "" while it is as it was loaded."""
    last = newest(imported.record)
    if last.pk != imported.revision_id:
        return f"changed on the desk since it was loaded, last by {last.author}"
    state = Listing.objects.filter(public_id=imported.record.public_id).values_list("state", flat=True).first()
    return f"no longer public ({State(state).label})" if state not in (None, State.PUBLIC) else ""


def in_a_touched_set(imported: ImportedRecord, known: dict[str, ImportedRecord]) -> str:
    """A set under review goes back as a whole, which must not happen to what an editor is working on."""
    loaded = {row.record_id: row for row in known.values()}
    for mate in companions(imported.record):
        if mate.record_id not in loaded or touched(loaded[mate.record_id]):
            return f"waits for review in one set with “{mate.record}”, which was changed on the desk"
    return ""


def companions(record: Record) -> list[Edition]:
    """The other members of the open set that a record's open edition belongs to."""
    edition = drafting.open_edition(record)
    return [mate for mate in reviewing.members_of(edition) if mate.pk != edition.pk] if edition else []


def create(actor: User, rows: Sequence[Incoming]) -> dict[str, Record]:
    """New working records by key, empty but for title and desk note: all exist before the first names another. Their
    first revision follows when `write` has filled them.
    """
    made = {}
    for row in rows:
        fields = {"public_id": row.public_id, "title": row.content["title"], "desk_note": row.desk_note}
        made[row.key] = SHAPES[row.type].model(**fields)
        drafting.begin(actor=actor, record=made[row.key])
    return made


def write(actor: User, record: Record, row: Incoming) -> bool:
    """Make the rows of one record say what the file says; whether that changed its document."""
    if problems := [*number_problems(row), *change_problems(row)]:
        raise NotReady([problem._replace(message=f"{row.key}: {problem.message}") for problem in problems])
    content = drafting.with_stubs(record, with_old_stamps(record, row.content))
    document = {"type": row.type, "id": row.public_id, "record": content}
    absorb(canonical(document | {"refs": refs(document)}), record)
    record.refresh_from_db()
    return drafting.freeze(record=record, author=actor) is not None


def with_old_stamps(record: Record, content: dict[str, Any]) -> dict[str, Any]:
    """`content` whose unchanged translations keep what they translated: a file that renews the original alone says
    nothing of the translation, so readers see it marked as older, as after an edit on the desk."""
    before = translating.parts(translating.last_frozen(record))
    kept = [
        part | {"of": last["of"]}
        if translating.said(last := before.get(part["n"], {})) == translating.said(part)
        else part
        for part in content.get("translations", [])
    ]
    return content | ({"translations": kept} if kept else {})


def number_problems(row: Incoming) -> list[Problem]:
    """A number belongs to one part for life: one that was used and given up never comes back."""
    record = Record.objects.filter(public_id=row.public_id).first()
    shapes = SHAPES[row.type].parts if record else ()
    return [problem for shape in shapes for problem in used_numbers(record, row, shape)]


def used_numbers(record: Record, row: Incoming, shape: PartShape) -> list[Problem]:
    last = record.part_numbers.get(shape.key, 0)
    living = set(shape.model.objects.filter(record_id=record.pk, removed=False).values_list("n", flat=True))
    return [
        Problem(f"{shape.key}/{part['n']}/n", f"Number {part['n']} was used before; new here is {last + 1} or higher.")
        for part in row.content.get(shape.key, [])
        if part["n"] <= last and part["n"] not in living
    ]


def change_of(row: Incoming) -> tuple[str, str, str]:
    """Kind of change and public note, in English and in Czech: a first publication, else what the file says, else an update."""
    if not Listing.objects.filter(public_id=row.public_id).exists():
        return ChangeKind.FIRST, "", ""
    return row.change_kind or ChangeKind.UPDATE, row.change_note, row.change_note_cs


def change_problems(row: Incoming) -> list[Problem]:
    published = Listing.objects.filter(public_id=row.public_id).exists()
    kind, note, note_cs = change_of(row)
    return readiness.change_problems(kind=kind, note=note, note_cs=note_cs, published_before=published)


def submit(actor: User, rows: Sequence[Incoming], found: dict[str, Record]) -> None:
    """Submit what was drafted as one set; a set that was still under review comes along whole, so that none is split."""
    editions = {row.key: drafting.open_edition(found[row.key]) for row in rows}
    own = {edition.pk for edition in editions.values()}
    mates = {mate.pk: mate for row in rows for mate in companions(found[row.key]) if mate.pk not in own}
    for mate in mates.values():
        if mate.state in TRANSITIONS["recall"].sources:
            reviewing.recall(actor=actor, edition=mate)
    submissions = [Submission(editions[row.key], *change_of(row)) for row in rows]
    submissions += [
        Submission(mate, mate.change_kind, mate.change_note, mate.change_note_cs) for mate in mates.values()
    ]
    if submissions:
        reviewing.submit(actor=actor, submissions=submissions)
    for mate in mates.values():
        ImportedRecord.objects.filter(record=mate.record_id).update(revision=newest(mate.record))
