"""The report form under /cs/: Czech fields and errors, everything typed sent back, token and origin as in English."""

import html
import re

import pytest

from relations import publication
from relations.models import Report
from tests import records
from tests.reading import text_of
from tests.reporting import FROM_HERE, SENT_BACK, TEXT, reference_of
from tests.reporting import send as post

CZECH = {
    "Say what is wrong": "Napište aspoň jednou větou",
    "at least 10 characters": "aspoň 10 znaků",
    "At most 4,000 characters": "Nejvýše 4 000 znaků",
    "At most 1,000 characters": "Nejvýše 1 000 znaků",
    "control character": "řídicí znak",
    "Null characters": "nul",
    "name@example.org": "jmeno@example.org",
    "This field catches machines": "past na roboty",
}


def send(client, query="", headers=FROM_HERE, **typed):
    return post(client, query, headers, path="/cs/report/", **typed)


def words(answer):
    return text_of(answer).replace("\xa0", " ")


def test_the_form_is_czech_and_posts_to_its_own_language(site):
    page = site.get("/cs/report/")
    assert 'action="/cs/report/"' in page.content.decode()
    for told in ("Nahlásit chybu", "Co je špatně?", "Nejvýše 4 000 znaků", "Kde to můžeme ověřit?", "Odeslat hlášení"):
        assert told in words(page)
    tokens = [re.search(r'name="token" value="([^"]+)"', site.get(path).content.decode())[1]
              for path in ("/report/", "/cs/report/")]  # fmt: skip
    assert tokens[0] == tokens[1]


def test_a_report_is_kept_and_answered_in_czech(site):
    answer = send(site, f"?about={records.VISIT}&place=c1")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (303, "/cs/report/received/")
    assert Report.objects.get().reference == reference_of(answer)
    page = site.get(answer["Location"])
    assert "Hlášení bylo přijato" in words(page)
    assert 'lang="cs"' in page.content.decode()


@pytest.mark.parametrize(("typed", "said", "anchor"), SENT_BACK)
def test_errors_are_czech_and_nothing_typed_is_lost(site, typed, said, anchor):
    answer = send(site, **({"source": "<Yearbook>", "email": "r@example.org"} | typed))
    page = answer.content.decode()
    assert (answer.status_code, Report.objects.count()) == (422, 0)
    summary = html.unescape(page.partition('role="alert"')[2].partition("</ul>")[0]).replace("\xa0", " ")
    assert CZECH[said].lower() in summary.lower()
    assert f'<a href="#{anchor}">' in summary
    assert said not in summary or said == "name@example.org"
    if "source" not in typed:
        assert "&lt;Yearbook&gt;" in page
    assert "Neodesláno: Nahlásit chybu" in page
    assert "Zatím se nic neodeslalo" in words(answer)


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_a_form_of_another_site_is_not_taken_here_either(site, headers):
    answer = send(site, headers=headers)
    assert (answer.status_code, Report.objects.count()) == (403, 0)
    assert "Formulář nepřišel z tohoto webu" in words(answer)
    assert TEXT in answer.content.decode()


def test_an_old_form_is_sent_back(site):
    answer = send(site, token="2020-01-01.x")
    assert (answer.status_code, Report.objects.count()) == (403, 0)
    assert "otevřený déle než den" in words(answer)


def test_what_is_too_large_is_said_in_czech(site):
    answer = send(site, text="x" * 70_000)
    assert answer.status_code == 413
    assert "Hlášení nelze přečíst" in words(answer)


def test_the_record_is_named(site):
    page = words(site.get(f"/cs/report/?about={records.VISIT}&place=c12"))
    assert "Týká se záznamu (návštěva):" in page
    assert "tvrzení 12" in page
    publication.withdraw(public_id=records.VISIT, reason="error")
    assert records.VISIT in words(site.get(f"/cs/report/?about={records.VISIT}"))
