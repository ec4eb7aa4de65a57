"""The people of the desk as a form offers them. Reads only."""

from editorial.models import User
from editorial.workflow import RANK


def writers() -> list[User]:
    """Open accounts that may write, by name: those to whom work can be given. One query."""
    rows = User.objects.filter(is_active=True, groups__name__in=list(RANK)).distinct()
    return sorted(rows, key=lambda person: (str(person).casefold(), person.pk))


def told_apart(people: list[User]) -> list[tuple[int, str]]:
    """(key, name) of each; two people of one name are told apart by their account."""
    names = [str(person) for person in people]
    return [
        (person.pk, f"{name} ({person.username})" if names.count(name) > 1 else name)
        for person, name in zip(people, names, strict=True)
    ]
