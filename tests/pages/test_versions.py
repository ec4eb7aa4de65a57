"""Fixed versions and withdrawal: what stays readable, what is gone, and that nothing withdrawn shines through."""

import re

import pytest
from django.core.cache import cache

from relations import publication
from relations.models import Listing
from tests import records
from tests.reading import rows_of_facts, text_of
from tests.records import GUEST, VISIT

pytestmark = pytest.mark.one_engine

PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
OTHERS = [
    f"/sources/{records.SOURCE}/source-s0rce1/",
    f"/countries/{records.SECOND}/country-c0ntr2/",
    f"/places/{records.PLACE}/place-p1ace1/",
    f"/people/{GUEST}/person-pers01/",
    "/first-second/v1/",
]
CORRECTION = {"kind": "correction", "note": "The last day was wrong."}


@pytest.fixture
def public(lawless):
    cache.clear()
    records.publish(*records.background(), records.visit())


# --- Versions -------------------------------------------------------------------------------------


def test_an_old_version_keeps_its_text_and_says_so(public, client):
    records.publish(records.visit(change=CORRECTION, summary="Another lead."))
    answer = client.get(PAGE + "v1/")
    html = answer.content.decode()
    assert "The guest was received by the host." in html
    assert "Another lead." not in html
    assert "You are reading version 1" in text_of(answer)
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="http://testserver{PAGE}">' in html
    assert '<meta name="robots"' not in client.get(PAGE).content.decode()


def test_the_names_on_an_old_version_are_todays(public, client):
    records.publish(records.document("person", GUEST, {"kind": "correction", "note": "n"}, title="Renamed Person"))
    assert rows_of_facts(client.get(PAGE + "v1/"))["Guest"].startswith("Renamed Person")


def test_versions_are_listed_newest_first_with_kind_and_note(public, client):
    records.publish(records.visit(change=CORRECTION, summary="Another lead."))
    html = client.get(PAGE + "versions/").content.decode()
    assert re.findall(r"<strong>([^<]+)</strong> (.*?)<a href=\"([^\"]+)\">", html) == [
        ("Correction.", "The last day was wrong. ", PAGE + "v2/"),
        ("First publication.", "", PAGE + "v1/"),
    ]


def test_a_citation_names_version_day_and_fixed_address(public, client):
    day = Listing.objects.get(public_id=VISIT).updated_at
    cited = re.search(r"<pre>(.*?)</pre>", client.get(PAGE).content.decode())[1]
    assert cited == (
        f"“Visit {VISIT}”, version 1, {day:%-d %B %Y}. Chronicle: First – Second. http://testserver/r/{VISIT}/v1/"
    )


def test_a_dossier_has_versions_too(public, client):
    assert "Version 1" in text_of(client.get("/first-second/v1/"))
    assert client.get("/first-second/versions/").status_code == 200


# --- Withdrawal -----------------------------------------------------------------------------------


def test_a_withdrawn_record_shows_reason_and_replacement_alone(public, client):
    records.publish(records.visit("V00001"))
    publication.withdraw(public_id=VISIT, reason="error", replacement="V00001")
    answer = client.get(PAGE)
    assert answer.status_code == 410
    words = text_of(answer)
    assert "A central statement turned out to be wrong." in words
    assert "See instead Visit V00001" in words
    assert [text in words for text in (f"Visit {VISIT}", "received by the host", "A statement.")] == [False] * 3
    assert "Notice of the editors" not in words


def test_a_confirmed_withdrawal_shows_its_own_words(public, client):
    publication.withdraw(public_id=VISIT, reason="error")
    publication.confirm_withdrawal(public_id=VISIT, notice="It did <b>not</b> take place.")
    assert b"It did &lt;b&gt;not&lt;/b&gt; take place." in client.get(PAGE).content


@pytest.mark.parametrize(
    "address", [PAGE, PAGE + "v1/", f"/r/{VISIT}/", f"/r/{VISIT}/v1/", f"/visits/{VISIT}/any-slug/"]
)
def test_every_address_of_a_withdrawn_record_is_gone(public, client, address):
    publication.withdraw(public_id=VISIT, reason="legal")
    answer = client.get(address)
    assert (answer.status_code, "Location" in answer) == (410, False)


def test_the_versions_of_a_withdrawn_record_are_numbers_and_days(public, client):
    publication.withdraw(public_id=VISIT, reason="legal")
    answer = client.get(f"/visits/{VISIT}/withdrawn/versions/")
    assert answer.status_code == 200
    assert "Version 1: withdrawn." in text_of(answer)
    assert f"Visit {VISIT}" not in text_of(answer)


def test_a_later_edition_does_not_bring_withdrawn_ones_back(public, client):
    publication.withdraw(public_id=VISIT, reason="error")
    publication.confirm_withdrawal(public_id=VISIT, notice="n")
    records.publish(records.visit(change=CORRECTION))
    assert [client.get(address).status_code for address in (PAGE, PAGE + "v2/", PAGE + "v1/")] == [200, 200, 410]
    assert "Version 1: withdrawn." in text_of(client.get(PAGE))


def test_a_reinstated_record_is_back(public, client):
    publication.withdraw(public_id=VISIT, reason="error")
    publication.reinstate(public_id=VISIT)
    assert [client.get(address).status_code for address in (PAGE, PAGE + "v1/")] == [200, 200]


def test_the_name_of_a_withdrawn_record_shines_through_nowhere(public, client):
    publication.withdraw(public_id=GUEST, reason="privacy")
    answer = client.get(PAGE)
    assert rows_of_facts(answer)["Guest"].startswith(f"person {GUEST} withdrawn President")
    pages = [PAGE, PAGE + "v1/", *OTHERS]
    assert [b"Guest Person" in client.get(page).content for page in pages] == [False] * len(pages)
