"""The page of a proposed vanishing: the second publisher reads what she is to confirm; nothing is done from here."""

import pytest

from editorial.models import Decision
from editorial.services import vanishing
from tests import factories
from tests.desk.forms import client_of, opened
from tests.desk.screens import look, send, url, words

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def made():
    made = factories.published_visit_set()
    made["second"] = factories.user("Publisher")
    return made


def test_the_second_publisher_reads_what_was_proposed(made):
    guest, first, second = made["guest"], made["publisher"], made["second"]
    page = look(second, "vanishing", guest)
    assert page.status_code == 404
    assert f"manage.py vanish {guest.public_id} --user NAME --reason WHY" in words(page)
    assert "Proposed to vanish" not in words(opened(client_of(second), guest))
    vanishing.propose_vanish(actor=first, record=guest, reason="Order of the court")
    told = words(look(second, "vanishing", guest))
    for sentence in (
        f"Proposed by {first}", "Order of the court", "1 × public version", "Guest Person visits A Town",
        "You may confirm it.", f"manage.py vanish {guest.public_id} --user {second} --confirm",
    ):  # fmt: skip
        assert sentence in told
    assert "so a second publisher has to confirm it" in words(look(first, "vanishing", guest))
    assert "This needs the role Publisher" in words(look(made["author"], "vanishing", guest))
    form = opened(client_of(second), guest).content.decode()
    assert f'href="{url("vanishing", guest)}"' in form
    assert "Proposed to vanish" not in words(opened(client_of(made["author"]), guest))


def test_nothing_is_done_from_the_page(made):
    vanishing.propose_vanish(actor=made["publisher"], record=made["guest"], reason="Order of the court")
    assert send(made["second"], "vanishing", made["guest"], confirm="on").status_code == 405
    assert Decision.objects.filter(kind="vanish").count() == 0
    assert look(factories.user(""), "vanishing", made["guest"]).status_code == 403
    vanishing.vanish(actor=made["second"], record=made["guest"], proposal=Decision.objects.get(kind="propose_vanish"))
    gone = look(made["second"], "vanishing", made["guest"])
    assert (gone.status_code, "has vanished" in words(gone)) == (404, True)
