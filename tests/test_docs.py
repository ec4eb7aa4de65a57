"""The documentation says what the code has: settings, commands, make targets; the changelog is kept."""

import re
from pathlib import Path

import pytest

from tests.engines import settings_names
from tests.project_files import files, text, under

README = Path("README.md")


def management_commands():
    """Names of our own management commands."""
    modules = [path for path in under("relations", "editorial") if path.parts[1:3] == ("management", "commands")]
    return {path.stem for path in modules} - {"__init__"}


def make_targets():
    return set(re.findall(r"^([a-z-]+):.*## ", text(Path("Makefile")), re.MULTILINE))


def table_rows(heading):
    """First cells, without the backticks, of the table below a heading of the README."""
    section = text(README).partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)`", section, re.MULTILINE))


def test_the_readme_lists_exactly_the_settings_that_are_read():
    assert table_rows("Settings") == settings_names()


def test_the_readme_lists_exactly_the_management_commands():
    assert table_rows("Commands") == management_commands()


def test_the_readme_lists_exactly_the_make_targets():
    assert table_rows("Working on it") == {f"make {target}" for target in make_targets()}


def test_the_two_commands_stand_alone_on_their_lines():
    assert {"make demo", "make test"} <= set(text(README).splitlines())


@pytest.mark.parametrize("page", [path for path in files() if path.suffix == ".md"], ids=str)
def test_every_relative_link_leads_to_a_file(page):
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text(page))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_changelog_has_a_place_for_what_comes():
    assert re.search(r"^## Unreleased$", text(Path("CHANGELOG.md")), re.MULTILINE)
