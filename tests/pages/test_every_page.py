"""A page of every type, in both languages, on every engine: it answers, in the language of its address, and with words."""

import re

import pytest

from tests import sites

EXPECTED = {"withdrawn": 410, "not found": 404}


@pytest.fixture
def everything(lawless, client):
    sites.publish_all()
    return client


@pytest.mark.parametrize(("pages", "language"), [(sites.PAGES, "en"), (sites.CZECH, "cs")], ids=["en", "cs"])
def test_every_page_answers(pages, language, everything):
    for name, address in pages.items():
        answer = everything.get(address)
        assert answer.status_code == EXPECTED.get(name, 200), name
        html = answer.content.decode()
        assert f'<html lang="{language}"' in html, name
        assert len(re.sub(r"<[^>]*>", "", html).split()) > 30, name
