"""What the form of a long incident costs in CPU: 30 statements with 60 citations, beside Django's own way of writing it.

Both ways run here on the same form; only the ratio means something. Printed too: opening and saving, in milliseconds.
"""

import statistics
import time

import pytest
from django.forms.renderers import DjangoTemplates
from django.template.loader import render_to_string

from editorial.models import Citation, Claim, Country, Incident, Record, Source
from editorial.rendering import FORMS
from editorial.services import drafting
from tests import factories
from tests.desk.forms import client_of, opened, save

pytestmark = [pytest.mark.desk, pytest.mark.django_db]

STATEMENTS, EACH = 30, 2
ROUNDS = 5
AT_LEAST = 2.0


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def incident(author):
    source = drafting.create(actor=author, model=Source, title="A source")
    record = drafting.create(actor=author, model=Incident, title="A long record", date_edtf="2021-04-17")
    holder = drafting.create(actor=author, model=Country, title="East")
    Claim.objects.bulk_create(
        Claim(record=record, n=n, position=n, text=f"Statement {n}.", standing="disputed", holder=holder)
        for n in range(1, STATEMENTS + 1)
    )
    Citation.objects.bulk_create(
        Citation(
            record=record, n=n, position=n, anchor=f"claims/{(n + 1) // EACH}/text", source=source, quote=f"words {n}"
        )
        for n in range(1, STATEMENTS * EACH + 1)
    )
    Record.objects.filter(pk=record.pk).update(part_numbers={"claims": STATEMENTS, "citations": STATEMENTS * EACH})
    factories.freeze(record, author)
    return record


def spent(call) -> float:
    """Median milliseconds of CPU."""
    times = []
    for _ in range(ROUNDS):
        before = time.process_time()
        call()
        times.append(time.process_time() - before)
    return statistics.median(times) * 1000


def fieldsets(blocks):
    for block in blocks:
        if block.fieldset:
            yield block.fieldset
        for row in block.rows or ():
            yield from row


def test_the_form_is_written_in_a_fraction_of_djangos_time(author, incident, monkeypatch):
    client = client_of(author)
    blocks = opened(client, incident).context["blocks"]
    place = {"prefix": "x", "id_prefix": 0, "id_suffix": 0}
    ours = spent(lambda: [str(block.written) for block in blocks])
    with monkeypatch.context() as patched:
        patched.setattr(FORMS, "get_template", DjangoTemplates().get_template)
        usual = spent(
            lambda: [
                render_to_string("admin/includes/fieldset.html", {"fieldset": f, **place}) for f in fieldsets(blocks)
            ]
        )
    opening = spent(lambda: opened(client, incident))
    both = spent(lambda: save(client, incident, opened(client, incident)))
    print(
        f"\n{STATEMENTS} statements, {STATEMENTS * EACH} citations: opened in {opening:.0f} ms CPU, saved in {both - opening:.0f};"
        f" its rows written in {ours:.0f}, Django's templates take {usual:.0f} for the fields alone ({usual / ours:.1f} times)"
    )
    assert usual / ours > AT_LEAST
