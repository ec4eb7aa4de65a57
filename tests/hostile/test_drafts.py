"""Drafts with half of their fields: each screen shows what can be shown and says what it leaves out."""

import pytest

from editorial import readiness
from editorial.models import Citation, Claim, Country, Dossier, Participation, Person, Side, Tenure, Visit
from editorial.services import drafting
from tests import factories, records
from tests.desk.forms import client_of, filled, opened, row, save
from tests.desk.screens import look, words

pytestmark = pytest.mark.django_db
LEFT_OUT = "Left out, because it is not complete: {}."


@pytest.fixture
def author():
    return factories.user("Author")


def draft(author, model, key="", part=None, **fields):
    """A record with one part that has only these fields."""
    made = drafting.create(actor=author, model=model, title="Half a record", **({} if part else fields))
    if part:
        factories.add_part(made, part, key, **fields)
        factories.freeze(made, author)
    return made


CASES = [
    ((Visit, "citations", Citation), {}, "Citation 1"),
    ((Visit, "citations", Citation), {"anchor": "title"}, "Citation 1"),
    ((Visit, "claims", Claim), {"text": ""}, "Statement 1"),
    ((Visit, "participations", Participation), {"role": "guest"}, "Participant 1"),
    ((Visit,), {"date_as_stated": "in May"}, "Date"),
    ((Visit,), {"date_edtf": "2001", "date_not_after": "1999", "date_bounds_reason": "R"}, "Date"),
    ((Country,), {"date_edtf": "2001", "date_not_after": "1999", "date_bounds_reason": "R"}, "Existed"),
    ((Person, "tenures", Tenure), {"date_edtf": "2001"}, "Office 1"),
    ((Person, "tenures", Tenure), {"office": "Mayor", "date_edtf": "2001", "date_not_before": "2002~"}, "Office 1"),
    ((Dossier, "sides", Side), {"label": "First"}, "Side 1"),
]


@pytest.mark.parametrize(("where", "fields", "left_out"), CASES)
def test_every_screen_of_a_half_record_opens(author, where, fields, left_out):
    made = draft(author, *where, **fields)
    for screen in ("review", "submit", "history"):
        assert look(author, screen, made).status_code == 200
    preview = look(author, "preview", made)
    assert preview.status_code == 200
    assert LEFT_OUT.format(left_out) in words(preview)


def test_the_preview_of_a_whole_record_leaves_nothing_out(author):
    made = factories.visit_set(author)
    for record in made.values():
        assert "Left out" not in words(look(author, "preview", record))


@pytest.mark.parametrize("anchor", ["existed", "tenures/4/date"])
@pytest.mark.parametrize(
    ("bounds", "field"),
    [
        ({"not_after": "1999", "bounds_reason": "R"}, "not_before"),
        ({"not_after": "2001~", "bounds_reason": "R"}, "not_before"),
        ({"not_after": "2001"}, "bounds_reason"),
    ],
)
def test_the_bounds_of_every_date_are_asked_for_at_submit(anchor, bounds, field):
    """A contradiction in an office or in the life of a state would go public and break its page."""
    value = {"edtf": "2001"} | bounds
    if anchor == "existed":
        text = records.document("country", "C0NTRY", title="A", slug="a", existed=value, **records.claims())
    else:
        office = {"n": 4, "office": "Mayor", "date": value}
        text = records.document("person", "P3RS0N", title="A", slug="a", tenures=[office], **records.claims())
    found = [problem.anchor for problem in readiness.checklist(text)]
    assert f"{anchor}/{field}" in found


def test_a_select_without_a_blank_line_cannot_be_left_blank(author):
    client = client_of(author)
    page = client.get("/admin/editorial/organisation/add/")
    answer = client.post("/admin/editorial/organisation/add/", filled(page, title="A body", organisation_kind=""))
    assert answer.status_code == 200
    assert "This field is required." in words(answer)
    made = draft(author, Visit)
    answer = save(client, made, opened(client, made), **row("claims", 0, text="A statement", standing=""))
    assert answer.status_code == 200
    assert not made.claims.exists()
