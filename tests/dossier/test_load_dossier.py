"""Loading again and again: what changed in a file is renewed, what an editor touched is left alone."""

import pytest
from django.core.management.base import CommandError

from editorial.importers import dossiers
from editorial.models import Decision, Edition, ImportedRecord, Record, Release, Revision, User
from editorial.rules import newest_revision
from editorial.services import drafting, importing, publishing, reviewing
from relations.documents import load as load_document
from relations.models import Change, Listing
from tests import dumping
from tests.dossier import data_files

YELTSIN = "people/boris-yeltsin"
RENAMED = ('title = "Boris Yeltsin"', 'title = "Boris N. Yeltsin"')
NOTHING_NEW = "0 new, 0 changed, 10 unchanged, 0 left alone"


@pytest.fixture
def author(db):
    return data_files.account("author", "Author")


@pytest.fixture
def folder(tmp_path, author):
    """Ten data files, loaded once."""
    folder = data_files.copy_small(tmp_path)
    data_files.load(folder)
    return folder


def desk_counts():
    return [model.objects.count() for model in (Record, Edition, Revision, Decision, Release, ImportedRecord)]


def rename(key, author, title):
    """What an editor does: save another title."""
    record = data_files.record(key)
    Record.objects.filter(pk=record.pk).update(title=title)
    record.refresh_from_db()
    drafting.freeze(record=record, author=author)


# --- Once and again -------------------------------------------------------------------------------


def test_loading_drafts_and_submits_one_set_and_stops_there(tmp_path, author):
    output = data_files.load(data_files.copy_small(tmp_path))
    assert data_files.last_line(output) == "10 new, 0 changed, 0 unchanged, 0 left alone"
    assert [line for line in output.splitlines() if line.startswith("  drafting 1 ")] == [
        "  drafting 1 of 10: countries/czech-republic"
    ]
    assert set(Edition.objects.values_list("state", flat=True)) == {"in_review"}
    assert [release.items.count() for release in Release.objects.all()] == [10]
    assert set(Revision.objects.values_list("author__username", flat=True)) == {"author"}
    assert (Decision.objects.count(), Change.objects.count(), Listing.objects.count()) == (0, 0, 0)


def test_the_frozen_documents_say_what_the_files_say(folder):
    ids = dict(ImportedRecord.objects.values_list("key", "record__public_id"))
    frozen = {key: load_document(newest_revision(data_files.edition(key)).document)["record"] for key in ids}
    said = {row.key: row.content for row in dossiers.plan(folder)}
    assert frozen == said
    assert data_files.record("visits/1993-08-yeltsin").desk_note.startswith("Trap: two precisions for one visit")


def test_loading_again_changes_nothing(folder):
    before = desk_counts()
    assert data_files.last_line(data_files.load(folder)) == NOTHING_NEW
    assert desk_counts() == before


def test_loading_again_after_publication_changes_nothing(folder):
    data_files.publish_everything()
    before = desk_counts(), dumping.dump()
    assert data_files.last_line(data_files.load(folder)) == NOTHING_NEW
    assert (desk_counts(), dumping.dump()) == before


def test_layout_and_comments_are_no_change(folder):
    data_files.change(folder, f"{YELTSIN}.toml", "title = ", "# A comment\ntitle  =  ")
    assert data_files.last_line(data_files.load(folder)) == NOTHING_NEW


def test_a_dry_run_writes_nothing(tmp_path, author):
    assert data_files.last_line(data_files.load(data_files.copy_small(tmp_path), dry_run=True)) == (
        "10 new, 0 changed, 0 unchanged, 0 left alone (dry run: nothing was written)"
    )
    assert desk_counts() == [0] * 6


@pytest.mark.parametrize(
    ("username", "sentence"),
    [
        ("nobody", "There is no user “nobody”; give the name of an account with the role Author."),
        ("clerk", "Nothing was written. This needs the role Author; ask someone who has it, or an administrator to be given it."),
    ],
)  # fmt: skip
def test_only_an_author_loads(author, username, sentence):
    data_files.account("clerk", "Administrator")
    with pytest.raises(CommandError) as refused:
        data_files.load(user=username)
    assert str(refused.value) == sentence
    assert desk_counts() == [0] * 6


# --- Changed files --------------------------------------------------------------------------------


def test_a_changed_file_of_a_public_record_is_submitted_as_an_update(folder):
    data_files.publish_everything()
    before = dumping.dump()
    data_files.change(folder, f"{YELTSIN}.toml", *RENAMED)
    assert data_files.last_line(data_files.load(folder)) == "0 new, 1 changed, 9 unchanged, 0 left alone"
    edition = data_files.edition(YELTSIN)
    assert (edition.number, edition.state, edition.change_kind) == (2, "in_review", "update")
    assert dumping.dump() == before
    assert data_files.last_line(data_files.load(folder)) == NOTHING_NEW
    data_files.publish_everything()
    assert Listing.objects.get(public_id=edition.record.public_id).title == "Boris N. Yeltsin"


def test_a_file_may_call_its_change_a_correction(folder):
    data_files.publish_everything()
    change = '[change]\nkind = "correction"\nnote = "The initial was missing."\n\n[[claims]]'
    data_files.change(folder, f"{YELTSIN}.toml", *RENAMED)
    data_files.change(folder, f"{YELTSIN}.toml", "[[claims]]", change)
    data_files.load(folder)
    edition = data_files.edition(YELTSIN)
    assert (edition.change_kind, edition.change_note) == ("correction", "The initial was missing.")


def test_a_correction_without_a_note_is_refused_with_its_line(folder):
    data_files.publish_everything()
    data_files.change(folder, f"{YELTSIN}.toml", *RENAMED)
    data_files.change(folder, f"{YELTSIN}.toml", "[[claims]]", '[change]\nkind = "correction"\n\n[[claims]]')
    with pytest.raises(CommandError) as refused:
        data_files.load(folder)
    assert str(refused.value).splitlines()[1:] == [
        "people/boris-yeltsin.toml, line 8: Public note: say in one sentence what was wrong and what is right."
    ]


def test_a_set_under_review_comes_along_whole_when_one_file_changes(folder):
    data_files.change(folder, f"{YELTSIN}.toml", *RENAMED)
    assert data_files.last_line(data_files.load(folder)) == "0 new, 1 changed, 9 unchanged, 0 left alone"
    assert set(Edition.objects.values_list("state", "release_item__release")) == {
        ("in_review", data_files.edition(YELTSIN).release_item.release_id)
    }
    assert data_files.last_line(data_files.load(folder)) == NOTHING_NEW
    data_files.publish_everything()
    assert Listing.objects.filter(state="public").count() == 10


def test_a_new_file_joins(folder):
    data_files.publish_everything()
    text = (folder / "people/vaclav-havel.toml").read_text(encoding="utf-8")
    (folder / "people/second-havel.toml").write_text(text.replace("Václav", "Second", 1), encoding="utf-8")
    assert data_files.last_line(data_files.load(folder)) == "1 new, 0 changed, 10 unchanged, 0 left alone"


def test_a_statement_that_was_public_and_is_gone_leaves_its_number(folder):
    data_files.publish_everything()
    path = folder / "people/boris-yeltsin.toml"
    text = path.read_text(encoding="utf-8")
    parts = text.split("\n\n")
    gone = [part for part in parts if "During that visit" in part or 'anchor = "claims/2/text"' in part]
    path.write_text("\n\n".join(part for part in parts if part not in gone) + "\n", encoding="utf-8")
    data_files.load(folder)
    document = load_document(newest_revision(data_files.edition("people/boris-yeltsin")).document)["record"]
    assert [part["n"] for key in ("claims", "citations") for part in document[key] if part.get("removed")] == [2, 3]
    data_files.publish_everything()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=r"people/boris-yeltsin\.toml, line \d+: Number 2 was used before"):
        data_files.load(folder)


# --- Left alone -----------------------------------------------------------------------------------


def test_what_an_editor_changed_is_left_alone_and_reported(folder, author):
    data_files.publish_everything()
    rename(YELTSIN, data_files.account("editor", "Author"), "Boris Nikolayevich Yeltsin")
    data_files.change(folder, f"{YELTSIN}.toml", *RENAMED)
    output = data_files.load(folder)
    assert f"left alone: {YELTSIN} (changed on the desk since it was loaded, last by editor)" in output.splitlines()
    assert data_files.last_line(output) == "0 new, 0 changed, 9 unchanged, 1 left alone"
    assert data_files.record(YELTSIN).title == "Boris Nikolayevich Yeltsin"


def test_what_an_editor_changed_and_changed_back_is_left_alone_too(folder, author):
    data_files.publish_everything()
    for title in ("Another", "Boris Yeltsin"):
        rename(YELTSIN, author, title)
    data_files.change(folder, f"{YELTSIN}.toml", *RENAMED)
    assert data_files.last_line(data_files.load(folder)) == "0 new, 0 changed, 9 unchanged, 1 left alone"


def test_a_set_with_a_touched_member_is_not_taken_back(folder):
    rename(YELTSIN, data_files.account("editor", "Author"), "Touched")
    data_files.change(folder, "places/prague.toml", 'title = "Prague"', 'title = "Praha"')
    lines = [line for line in data_files.load(folder).splitlines() if line.startswith("left alone")]
    assert lines == [
        f"left alone: {YELTSIN} (changed on the desk since it was loaded, last by editor)",
        "left alone: places/prague (waits for review in one set with “Touched”, which was changed on the desk)",
    ]
    assert data_files.record("places/prague").title == "Prague"


def test_a_withdrawn_record_is_left_alone(folder):
    data_files.publish_everything()
    publisher = User.objects.get(username="second")
    publishing.withdraw(actor=publisher, record=data_files.record(YELTSIN), reason="error")
    data_files.change(folder, f"{YELTSIN}.toml", *RENAMED)
    assert f"left alone: {YELTSIN} (no longer public (withdrawn))" in data_files.load(folder).splitlines()


def test_a_desk_note_belongs_to_the_desk_once_it_is_there(folder):
    data_files.change(folder, f"{YELTSIN}.toml", "The table says 1993, the prose August 1993.", "Something else.")
    output = data_files.load(folder)
    assert f"desk note kept as it stands on the desk: {YELTSIN}" in output.splitlines()
    assert data_files.record(YELTSIN).desk_note.startswith("The table says 1993")
    assert set(Edition.objects.values_list("state", flat=True)) == {"in_review"}
    assert data_files.last_line(data_files.load(folder)) == NOTHING_NEW


def test_a_record_whose_file_is_gone_stays_and_is_reported(folder):
    data_files.publish_everything()
    (folder / "visits/1993-08-yeltsin.toml").unlink()
    output = data_files.load(folder)
    assert "no data file any more, left as it is: visits/1993-08-yeltsin" in output.splitlines()
    assert data_files.edition("visits/1993-08-yeltsin").state == "published"


def test_a_record_that_was_sent_back_waits_for_its_file_to_change(folder):
    edition = data_files.edition(YELTSIN)
    reviewer = data_files.account("reviewer", "Reviewer")
    reviewing.request_changes(
        actor=reviewer, edition=edition, revision=newest_revision(edition), comment="Which Yeltsin?"
    )
    assert data_files.last_line(data_files.load(folder)) == NOTHING_NEW
    assert data_files.edition(YELTSIN).state == "changes_requested"
    data_files.change(folder, f"{YELTSIN}.toml", *RENAMED)
    assert data_files.last_line(data_files.load(folder)) == "0 new, 1 changed, 9 unchanged, 0 left alone"
    assert data_files.edition(YELTSIN).state == "in_review"


# --- Another pair of states -----------------------------------------------------------------------


def test_another_dossier_may_name_records_of_this_one(folder, tmp_path):
    other = tmp_path / "first-second"
    other.mkdir()
    (other / "dossier.toml").write_text(
        'title = "First – Second"\n[[sides]]\nn = 1\nlabel = "A"\ncountries = ["czech-republic-russia:countries/russia"]\n'
        '[[sides]]\nn = 2\nlabel = "B"\ncountries = ["czech-republic-russia:countries/soviet-union"]\n'
    )
    data_files.publish_everything()
    assert data_files.last_line(data_files.load(other)) == "1 new, 0 changed, 0 unchanged, 0 left alone"
    record = ImportedRecord.objects.get(dossier="first-second").record
    sides = load_document(newest_revision(Edition(record=record)).document)["record"]["sides"]
    assert [side["countries"] for side in sides] == [
        [data_files.record("countries/russia").public_id],
        [data_files.record("countries/soviet-union").public_id],
    ]


def test_the_service_itself_refuses_numbers_that_were_given_up(folder, author):
    row = next(row for row in dossiers.plan(folder) if row.key == YELTSIN)
    Record.objects.filter(public_id=row.public_id).update(part_numbers={"claims": 9, "citations": 9})
    claims = [{"n": 5, "text": "New.", "standing": "established"}]
    problems = importing.number_problems(row._replace(content=row.content | {"claims": claims}))
    assert [tuple(problem) for problem in problems] == [
        ("claims/5/n", "Number 5 was used before; new here is 10 or higher.")
    ]
