"""Faults to seed, as data: what is replaced in which file, and the tests that have to notice. Planting them is `__main__`'s business.

Each takes away every guard that stands against one mistake. What the design makes harmless is named at the end, with the reason.
"""

from typing import NamedTuple

WALK = "tests/machine/test_state_machine.py::test_a_short_walk"
RACES = "tests/races/test_races.py::"
RULES, LAWS, CONDITIONS = "editorial/rules.py", "editorial/laws/articles.py", "editorial/laws/conditions.py"
DRAFTING, PUBLISHING = "editorial/services/drafting.py", "editorial/services/publishing.py"
GUARDING, ADMIN = "editorial/services/guarding.py", "editorial/admin/base.py"
PUBLICATION = "relations/publication.py"
ALL_LAWS = "LAWS = [*APPROVAL_LAWS, *ACT_LAWS, *append_only_laws()]"


class Edit(NamedTuple):
    """In `path`, `old` stands exactly once and becomes `new`."""

    path: str
    old: str
    new: str


class Fault(NamedTuple):
    """One mistake; `tests` fail when it is planted, and say `words`. `engine` where the mistake exists on one alone."""

    name: str
    edits: tuple[Edit, ...]
    tests: tuple[str, ...]
    words: str = ""
    engine: str = "SQLite"


def without(*names: str) -> Edit:
    """The database as if these laws had never been written."""
    return Edit(LAWS, ALL_LAWS, f"{ALL_LAWS}\nLAWS = [law for law in LAWS if law.name not in {names!r}]")


FAULTS = (
    Fault(
        "only the last editor may not approve",
        (
            Edit(
                RULES,
                'return set(Revision.objects.filter(edition=edition).values_list("author", flat=True))',
                "return {newest_revision(edition).author_id}",
            ),
            Edit(
                CONDITIONS,
                " AND d.actor_id NOT IN\n   (SELECT y.author_id FROM editorial_revision y WHERE y.edition_id = r.edition_id))",
                ")",
            ),
            without("l2_decision"),
        ),
        (WALK,),
        "was allowed, against ['contributed'",
    ),
    Fault(
        "an edit keeps the approval, and the newest text is published",
        (
            Edit(
                DRAFTING,
                "if edition.state in (EditionState.IN_REVIEW, EditionState.APPROVED, EditionState.SCHEDULED):",
                "if edition.state == EditionState.IN_REVIEW:",
            ),
            Edit(RULES, "approvals(newest) < newest.needs:\n        return LACKS", "False:\n        return LACKS"),
            without("l1_edition", "l1_identity"),
        ),
        (WALK,),
    ),
    Fault(
        "a publication does not look at what it names",
        (
            Edit(PUBLISHING, "if missing := outside - set(public):", "if missing := set():"),
            without("l5_refs_sqlite"),
        ),
        (f"{RACES}test_publishing_and_withdrawing_what_it_names[60]",),
    ),
    Fault(
        "a save writes to the public tables",
        (
            Edit(
                DRAFTING,
                "    if touched or revision:\n",
                "    Listing.objects.filter(public_id=record.public_id).update(title=record.title)\n    if touched or revision:\n",
            ),
        ),
        (WALK,),
        "differs in title",
    ),
    Fault(
        "an address goes to another record when its dossier is renamed",
        (
            Edit(
                "relations/derivation.py",
                '["slug"] for edition in history.editions}',
                '["slug"] for edition in history.editions[-1:]}',
            ),
        ),
        ("tests/test_derivation.py", "tests/test_publication.py"),
    ),
    Fault(
        "an address is taken over by whoever comes last",
        (
            Edit(PUBLICATION, "    refuse_taken_words(paths)\n", ""),
            Edit(
                PUBLICATION,
                "Path.objects.bulk_create(paths, BATCH)",
                'Path.objects.bulk_create(paths, BATCH, update_conflicts=True, update_fields=["record"], unique_fields=["word"])',
            ),
        ),
        (f"{RACES}test_two_dossiers_that_want_one_address[1]",),
    ),
    Fault(
        "the form freezes before its rows are saved",
        (
            Edit(
                ADMIN,
                "        super().save_related(request, form, formsets, change)\n",
                "        request.revision = drafting.freeze(record=form.instance, author=request.user)\n"
                "        super().save_related(request, form, formsets, change)\n",
            ),
            Edit(
                ADMIN,
                "request.revision = drafting.freeze(record=form.instance, author=request.user, touched=touched)",
                "assert touched in (True, False)",
            ),
        ),
        ("tests/desk/test_inlines.py",),
    ),
    Fault(
        "services lock no row",
        (Edit(GUARDING, "Record.objects.select_for_update(no_key=True)", "Record.objects"),),
        (
            f"{RACES}test_an_author_saves_while_a_reviewer_publishes[200]",
            f"{RACES}test_twenty_publishers_and_one_edition[5]",
        ),
        engine="PostgreSQL",
    ),
    Fault(
        "a publication locks its own row alone",
        (
            Edit(PUBLISHING, "lock_records(keys | set(targets))", "lock_records(keys)"),
            without("l5_refs_postgresql"),
        ),
        (f"{RACES}test_publishing_and_withdrawing_what_it_names[60]",),
        engine="PostgreSQL",
    ),
    Fault(
        "nobody compares what was read with what is there",
        (
            Edit(DRAFTING, "if record.lock_version != seen:", "if record.lock_version < 0:"),
            Edit(GUARDING, "if newest is None or newest.pk != seen:", "if newest is None:"),
        ),
        (WALK,),
        "was allowed, against ['stale']",
    ),
    Fault(
        "the form is compared without a lock",
        (Edit(ADMIN, "record = lock_records([key]).get(key)", "record = Record.objects.filter(pk=key).first()"),),
        (f"{RACES}test_forms_sent_at_once[10]",),
        engine="PostgreSQL",
    ),
    Fault(
        "one approval suffices for whatever accuses a living person",
        (Edit("editorial/accusations.py", "return APPROVALS_WHEN_ACCUSING if", "return APPROVALS if"),),
        (WALK,),
    ),
    Fault(
        "a withdrawal leaves what was approved before it",
        (
            Edit(
                PUBLISHING, "    if edition := open_edition(record):\n        move(edition, EditionState.DRAFT)\n", ""
            ),
            without("l8_sent_back"),
        ),
        (WALK,),
    ),
)

HARMLESS = {
    "a withdrawal does not look at what links to the record": "links never block a withdrawal; they render as withdrawn (L8)",
    "an edit keeps the approval, alone": "the newest revision has no approval, so service and law L1 refuse it all the same",
    "services lock no row, on SQLite": "every transaction there takes the one write lock when it begins",
    "a publication locks its own row alone, with law L5": "the law reads the targets behind the lock of the head",
}
