"""Copies made for tests, and what differs between two of them. No test lives here."""

from relations.static_copy import copying
from tests.static_copy.checking import ORIGIN

OWN = (".chronicle-copy/", "api/v1/dumps/.lock")  # what only the command reads


def copy(folder, server="", told=None):
    """One run."""
    return copying.make(folder, copying.Wanted(ORIGIN, server, told or (lambda done, left: None)))


def files(folder):
    """File -> bytes."""
    found = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(OWN)}


def differences(folder, fresh):
    """The names of the files in which two copies differ."""
    one, other = files(folder), files(fresh)
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def holding(folder, word):
    """The files that hold a word, those that only the command reads too."""
    return sorted(str(path) for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes())
