"""What browser tests ask of each of several pages: axe, reflow and outline, the same text without scripts, weight.

No test and no data here. Answers name the pages where something is wrong, so that an empty one is good.
"""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests import looking

# Every size and colour scheme, as parameters: the widest and the narrowest at once, the others among the slow tests.
VIEWS = [
    view if view in (looking.VIEWS[0], looking.VIEWS[-1]) else pytest.param(view, marks=pytest.mark.slow)
    for view in looking.VIEWS
]
SHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)"')
HASH = re.compile(r"\.[0-9a-f]{12}\.css$")
ADDED = "document.querySelectorAll('.added').forEach(each => each.remove())"  # what the optional script puts in


def violations(tab, pages: dict[str, str], view) -> dict[str, dict]:
    """What axe finds at one size and in one colour scheme."""
    found = {}
    for name, path in pages.items():
        looking.dress(tab, view)
        tab.goto(path)
        found[name] = looking.violations(tab)
    return faulty(found)


def badly_laid(tab, pages: dict[str, str]) -> dict[str, list]:
    """Pages that scroll sideways or whose outline has a gap."""
    found = {}
    for name, path in pages.items():
        tab.goto(path)
        found[name] = [*looking.sideways(tab).items(), *looking.faults_of_outline(tab)]
    return faulty(found)


def in_need_of_scripts(tab, browser, site: str, pages: dict[str, str]) -> dict[str, list[str]]:
    """Pages whose text is another one without scripts."""
    context = browser.new_context(base_url=site, java_script_enabled=False)
    plain, found = context.new_page(), {}
    for name, path in pages.items():
        tab.goto(path)
        plain.goto(path)
        tab.evaluate(ADDED)
        texts = [each.locator("body").inner_text().split() for each in (tab, plain)]
        found[name] = texts if texts[0] != texts[1] else []
    context.close()
    return faulty(found)


def too_heavy(client, pages: dict[str, tuple[str, int]]) -> dict[str, int]:
    """Bytes of the pages that, with their style sheets and compressed, weigh more than so many kilobytes."""
    found = {}
    for name, (path, most) in pages.items():
        text = client.get(path).content
        sheets = [finders.find(HASH.sub(".css", each)) for each in SHEET.findall(text.decode())]
        assert sheets, f"{name} has no style sheet"
        weight = len(gzip.compress(text)) + sum(len(gzip.compress(Path(each).read_bytes())) for each in sheets)
        found[name] = weight if weight > most * 1024 else 0
    return faulty(found)


def faulty(found: dict[str, object]) -> dict:
    return {name: each for name, each in found.items() if each}
