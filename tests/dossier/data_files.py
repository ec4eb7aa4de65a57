"""A folder of data files that a test may spoil, and the accounts that load it. No test lives here."""

import shutil
from io import StringIO
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.management import call_command

from editorial.models import Edition, ImportedRecord, Record, User
from editorial.rules import newest_revision
from editorial.services import publishing, reviewing

NAME = "czech-republic-russia"


def account(username: str, role: str) -> User:
    """An account that nobody logs in to, so that no password has to be hashed."""
    user = User.objects.create_user(username, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def copy_small(folder: Path) -> Path:
    """Ten small files of the same dossier, enough for one visit: they stay as they are when the content grows."""
    return Path(shutil.copytree(Path(__file__).parent / "small" / NAME, folder / NAME))


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Replace `old`, which must stand there, in one data file."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def load(folder: Path | str = NAME, user: str = "author", **options) -> str:
    """What `load_dossier` printed."""
    output = StringIO()
    call_command("load_dossier", str(folder), user=user, stdout=output, **options)
    return output.getvalue()


def last_line(output: str) -> str:
    """The line with the numbers, without what may follow it."""
    return next(line for line in reversed(output.splitlines()) if "unchanged" in line)


def record(key: str) -> Record:
    return ImportedRecord.objects.get(dossier=NAME, key=key).record


def edition(key: str) -> Edition:
    """The newest edition of a loaded record."""
    return record(key).editions.order_by("-number").first()


def publish_everything() -> None:
    """Approve and publish all that waits, as people who did not write it; two where a living person is accused."""
    people = [
        User.objects.filter(username=name).first() or account(name, "Publisher") for name in ("publisher", "second")
    ]
    for waiting in Edition.objects.filter(state="in_review"):
        revision = newest_revision(waiting)
        for person in people[: revision.needs]:
            reviewing.approve(actor=person, edition=waiting, revision=revision)
    while approved := Edition.objects.filter(state="approved").first():
        publishing.publish(actor=people[0], edition=approved, revision=newest_revision(approved))
