"""The demonstration: refused where it must be, the same on the second run, finished after an interruption."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from editorial.importers import dossiers
from editorial.management.commands import demo
from editorial.models import Decision, Edition, Record, User
from editorial.rules import newest_revision
from editorial.services import demonstration, drafting, reviewing
from editorial.services.guarding import Refused
from editorial.services.reviewing import Submission
from relations import verification
from relations.dumps import shelf
from relations.models import Head, Listing
from tests import dumping
from tests.dossier import data_files

pytestmark = pytest.mark.one_engine

ALLEGED = 'standing = "alleged"\nholder = "countries/czech-republic"\n\n[[citations]]'


@pytest.fixture
def quick(settings, tmp_path):
    """A demonstration without argon2, whose cost is not what is asked here, and its dump in a folder of the test."""
    settings.DUMPS_DIR = tmp_path / "dumps"
    settings.DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def small(monkeypatch, tmp_path):
    """The demonstration of ten data files."""
    folder = data_files.copy_small(tmp_path)
    monkeypatch.setattr("editorial.importers.dossiers.HOME", folder.parent)
    return folder


def run(**options) -> list[str]:
    output = StringIO()
    call_command("demo", no_serve=True, stdout=output, **options)
    return output.getvalue().splitlines()


def sentence(**options) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("demo", stdout=StringIO(), **options)
    return str(refused.value)


# --- What it makes --------------------------------------------------------------------------------


@pytest.mark.once  # `test_on_postgresql.py` carries the whole dossier there
def test_the_demonstration_publishes_every_file_by_other_people_than_the_author(db, quick):
    lines = run(port="8123")
    files = len(dossiers.read_folder(dossiers.HOME / data_files.NAME)[0])
    assert (Listing.objects.filter(state="public").count(), files) == (files, Record.objects.count())
    assert set(Edition.objects.values_list("state", flat=True)) == {"published"}
    assert set(Decision.objects.values_list("kind", "actor__username", "comment")) == {
        ("approve", "reviewer", "Demonstration: reviewed by script"),
        ("approve", "publisher2", "Demonstration: reviewed by script"),  # what accuses a living person
    }
    assert list(verification.differences()) == []
    (dump,) = shelf.finished()
    assert (dump.seq, dump.file("records.jsonl")["rows"]) == (files, files)
    assert lines[-13:] == [
        "",
        "home          http://127.0.0.1:8123/",
        "timeline      http://127.0.0.1:8123/czech-republic-russia/timeline/",
        "visits        http://127.0.0.1:8123/czech-republic-russia/visits/",
        "data          http://127.0.0.1:8123/data/",
        "API           http://127.0.0.1:8123/api/v1/",
        "desk          http://127.0.0.1:8123/admin/",
        "",
        "author        demo-author-pass",
        "reviewer      demo-reviewer-pass",
        "publisher     demo-publisher-pass",
        "publisher2    demo-publisher2-pass",
        "administrator demo-administrator-pass",
    ]


def test_what_accuses_a_living_person_is_approved_by_two_of_whom_none_wrote_or_publishes_alone(db, quick, small):
    data_files.change(small, "people/boris-yeltsin.toml", "[[citations]]", ALLEGED)
    lines = run()
    approvals = Decision.objects.filter(record=data_files.record("people/boris-yeltsin"), kind="approve")
    assert set(approvals.values_list("actor__username", flat=True)) == {"reviewer", "publisher2"}
    assert Decision.objects.filter(kind="approve").count() == 11
    assert (data_files.edition("people/boris-yeltsin").state, Listing.objects.count()) == ("published", 10)
    assert "  reviewing 10 of 10" in lines
    assert "Nothing new to review" in run()


def test_a_run_that_stopped_between_two_approvals_is_finished_by_the_next(db, quick, small):
    data_files.change(small, "people/boris-yeltsin.toml", "[[citations]]", ALLEGED)
    demonstration.open_accounts()
    data_files.load()
    edition = data_files.edition("people/boris-yeltsin")
    reviewer = User.objects.get(username="publisher2")
    reviewing.approve(actor=reviewer, edition=edition, revision=newest_revision(edition))
    run()
    assert Listing.objects.filter(state="public").count() == 10


def test_the_printed_accounts_have_their_roles_and_no_more(db, quick, small):
    run()
    accounts = {user.username: user for user in User.objects.all()}
    assert {name: [group.name for group in user.groups.all()] for name, user in accounts.items()} == {
        "author": ["Author"],
        "reviewer": ["Reviewer"],
        "publisher": ["Publisher"],
        "publisher2": ["Publisher"],
        "administrator": ["Administrator"],
    }
    assert {(user.is_staff, user.is_superuser) for user in accounts.values()} == {(True, False)}
    assert all(accounts[account.username].check_password(account.password) for account in demonstration.ACCOUNTS)


def test_a_second_run_changes_nothing(db, quick, small):
    run()
    before = dumping.dump(), Head.objects.get().seq, User.objects.count()
    (dump,) = shelf.finished()
    lines = run()
    assert "Nothing new to review" in lines and any(line.startswith("There already: ") for line in lines)
    assert (dumping.dump(), Head.objects.get().seq, User.objects.count()) == before
    assert list(shelf.finished()) == [dump]


def test_a_run_that_was_interrupted_is_finished_by_the_next(db, quick, small):
    demonstration.open_accounts()
    data_files.load()
    edition = Edition.objects.first()
    reviewer = User.objects.get(username="reviewer")
    reviewing.approve(actor=reviewer, edition=edition, revision=newest_revision(edition))
    run()
    assert Listing.objects.filter(state="public").count() == 10
    assert list(verification.differences()) == []


def test_what_a_visitor_of_the_demonstration_submits_waits_for_people(db, quick, small):
    run()
    author, record = User.objects.get(username="author"), data_files.record("places/prague")
    Record.objects.filter(pk=record.pk).update(title="Praha")
    drafting.freeze(record=record, author=author)
    reviewing.submit(actor=author, submissions=[Submission(drafting.open_edition(record), "minor")])
    before = dumping.dump()
    assert "Nothing new to review" in run()
    assert (dumping.dump(), data_files.edition("places/prague").state) == (before, "in_review")


def test_a_changed_password_is_not_printed_as_if_it_worked(db, quick, small):
    run()
    user = User.objects.get(username="author")
    user.set_password("something else altogether")
    user.save()
    assert "author        (its password was changed)" in run()


# --- Where it is refused --------------------------------------------------------------------------


def test_without_the_switch_it_is_refused(db):
    assert sentence() == (
        "The demonstration lets a script review records, so it needs RELATIONS_DEMO=1; `make demo` sets it."
    )
    assert User.objects.count() == 0


def test_with_a_secret_key_of_its_own_it_is_refused(db, settings):
    settings.DEMO, settings.DEBUG, settings.SECRET_KEY = True, False, "x" * 60
    assert sentence() == (
        "This looks like production (DEBUG=0 with a SECRET_KEY of its own), where no script reviews records."
    )


@pytest.mark.parametrize("act", [demonstration.open_accounts, lambda: demonstration.review(dossier="x")])
def test_the_service_refuses_without_the_switch_too(db, act):
    with pytest.raises(Refused, match="needs RELATIONS_DEMO=1"):
        act()


def test_a_database_of_other_people_is_refused(db, quick):
    data_files.account("ada", "Publisher")
    assert sentence(no_serve=True) == (
        "This database holds accounts that the demonstration did not make; "
        "choose another folder, for example: make demo DATA_DIR=demo-data"
    )
    assert list(User.objects.values_list("username", flat=True)) == ["ada"]


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "٣", ""])
def test_what_is_no_port_is_refused_in_one_sentence(db, quick, port):
    assert sentence(port=port) == (
        f"“{port}” is not a port; choose a number from 1 to 65535, for example: make demo PORT=8001"
    )


def test_a_busy_port_is_refused_before_anything_is_written(db, quick, busy_port):
    assert sentence(port=str(busy_port)) == (
        f"Port {busy_port} cannot be used (Address already in use); choose another, for example: make demo PORT=8765"
    )
    assert User.objects.count() == 0


@pytest.fixture
def busy_port():
    """A port on which somebody listens already."""
    with demo.socket.socket() as listener:
        listener.bind((demo.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free_port():
    """A port on which nobody listens."""
    with demo.socket.socket() as listener:
        listener.bind((demo.HOST, 0))
        return str(listener.getsockname()[1])


def test_it_becomes_the_server_without_debug(db, quick, small, monkeypatch, free_port):
    calls = []
    monkeypatch.setattr(demo.subprocess, "run", lambda command, env: calls.append((command[1:], env["DEBUG"])) or Done)
    monkeypatch.setattr(demo.os, "execve", lambda path, command, env: calls.append((command[1:], env["DEBUG"])))
    call_command("demo", port=free_port, stdout=StringIO())
    assert calls == [
        (["manage.py", "collectstatic", "--noinput", "--verbosity", "0"], "0"),
        (["-m", *demo.GRANIAN, "--port", free_port, "relations.wsgi:application"], "0"),
    ]


class Done:
    returncode = 0
