"""How a typed date is understood: words, limits, what may be meant; under the field, in the refusal, and by the address."""

import pytest
from django.urls import reverse

from editorial.forms.understood import EXAMPLES, examples, understood
from editorial.forms.worded_dates import meant
from relations import dates
from tests import factories
from tests.desk.forms import client_of, opened, row, save

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]

SENTENCES = {
    "": "",
    "1993-08": "Understood as: one day between 1 and 31 August 1993 · “August 1993” · „srpen 1993“ · month known, day not",
    "2021-04-17": "Understood as: Saturday 17 April 2021 · “17 April 2021” · „17. dubna 2021“",
    "1983-01-03/1983-01-05": "Understood as: “3–5 January 1983” · „3.–5. ledna 1983“ · it lasted three days",
    "2014/..": "Understood as: “from 2014 on” · „od roku 2014“ · it lasted, end open",
    "17 April 2021": "Not understood. Did you mean 2021-04-17 (17 April 2021)?",
}


@pytest.mark.parametrize("text", SENTENCES)
def test_a_date_is_told_in_one_line(text):
    assert understood(text).sentence.replace("\xa0", " ") == SENTENCES[text]


MEANT = {
    "17 April 2021": "2021-04-17",
    "17th of April, 2021": "2021-04-17",
    "April 17, 2021": "2021-04-17",
    "duben 2021": "2021-04",
    "17. dubna 2021": "2021-04-17",
    "17. 4. 2021": "2021-04-17",
    "2021-4-17": "2021-04-17",
    "2021/04/17": "2021-04-17",
    "c. 1968": "1968~",
    "kolem roku 1968": "1968~",
    "jaro 1968": "1968-21",
    "autumn 1968": "1968-23",
    "1980s": "198X",
    "19th century": "18XX",
    "3–5 January 1983": "1983-01-03/1983-01-05",
    "3.–5. ledna 1983": "1983-01-03/1983-01-05",
    "January 1983 – March 1984": "1983-01/1984-03",
    "since 2014": "2014/..",
    "od roku 2014": "2014/..",
    "between 1968 and 1989": "[1968..1989]",
    "by 16 May 1935": "[..1935-05-16]",
}


@pytest.mark.parametrize("text", MEANT)
def test_words_of_both_languages_are_read(text):
    assert meant(text) == MEANT[text]
    assert str(dates.parse(meant(text))) == MEANT[text]


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "30 February 2021", "17 April", "5–3 January 1983", "17 April 2021 or later", "1 2 3"),
        *("9" * 61, "\x00", "ⅷ 2021", "16/10/2014"),
    ],
)  # fmt: skip
def test_what_is_not_plain_gets_no_offer(text):
    assert meant(text) == ""


def test_the_help_shows_only_what_can_be_saved():
    assert len(examples()) == len(EXAMPLES) > 10
    assert all(read.en and read.cs and not read.fault for _, _, read in examples())
    kinds = {dates.parse(edtf).precision for _, edtf, _ in examples()}
    assert kinds >= {"day", "month", "season", "year", "decade", "interval", "between", "on-or-before", "on-or-after"}


# --- On the form, and by its address ------------------------------------------------------------------


def ask(user, **query):
    return client_of(user).get(reverse("admin:editorial_date"), query)


def test_the_address_answers_those_who_may_look_and_nothing_is_kept():
    author = factories.user("Author")
    answer = ask(author, q="duben 2021")
    assert answer.json()["understood"] is False
    assert (answer.json()["meant"], answer.json()["words"].replace("\xa0", " ")) == ("2021-04", "April 2021")
    assert "no-store" in answer["Cache-Control"]
    assert ask(author, q="2021-04").json()["text"].startswith("Understood as")
    assert ask(author).json() == {"text": "", "understood": True, "meant": "", "words": ""}
    for odd in ("\x00", "x" * 9000, "<b>", "‮", "[..", "٢٠٢١"):
        assert (ask(author, q=odd).status_code, ask(author, q=odd).json()["understood"]) == (200, False)
    assert client_of(author).post(reverse("admin:editorial_date")).status_code == 405
    assert ask(factories.user("Administrator"), q="2021").status_code == 403
    assert ask(factories.user("", is_superuser=True), q="2021").status_code == 200


def test_the_line_stands_under_every_date_of_the_form_and_the_help_once():
    made = factories.incident_set(factories.user("Author"))
    client = client_of(factories.user("Author"))
    html = opened(client, made["incident"]).content.decode().replace("\xa0", " ")
    assert "Understood as: Saturday 17 April 2021 · “17 April 2021” · „17. dubna 2021“" in html
    fields = (
        "date_edtf",
        "date_not_before",
        "measures-0-announced",
        "positions-0-date_edtf",
        "attributions-0-reply_date",
    )
    lines = [f'id="id_{name}_understood"' for name in fields]
    assert [html.count(line) for line in lines] == [1] * len(fields)
    assert html.count('aria-describedby="id_date_edtf_helptext id_date_edtf_understood"') == 1
    assert html.count("How dates are written") == 1
    wrong = save(client, made["incident"], date_edtf="17 April 2021", **row("measures", 0, announced="duben 2021"))
    html = wrong.content.decode().replace("\xa0", " ")
    assert (wrong.status_code, html.count("Did you mean 2021-04-17 (17 April 2021)?")) == (200, 2)
    assert html.count("Did you mean 2021-04 (April 2021)?") == 2


def test_each_date_of_each_form_has_the_line():
    """Every column of EDTF, found by its type and not by its name."""
    client = client_of(factories.user("Author"))
    counts = {"source": 3, "person": 6, "country": 9, "organisation": 9, "dossier": 6, "series": 2}
    pages = {name: client.get(reverse(f"admin:editorial_{name}_add")).content.decode() for name in counts}
    assert {name: html.count('class="vTextField desk-date"') for name, html in pages.items()} == counts
    assert {name: html.count('_understood" aria-live="polite"') for name, html in pages.items()} == counts
