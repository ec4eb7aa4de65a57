"""Opens and sends the screens around a record as a browser would."""

import re
from html import unescape

from django.urls import reverse

from editorial.models import Source
from editorial.services import drafting
from tests import factories
from tests.desk.forms import client_of


def url(verb, record, **query):
    tail = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse(f"admin:editorial_{verb}", args=[record.pk]) + (f"?{tail}" if tail else "")


def look(user, verb, record, **query):
    return client_of(user).get(url(verb, record, **query), follow=verb == "preview")  # it leads to a signed address


def send(user, verb, record, **data):
    return client_of(user).post(url(verb, record), data)


def seen(*records):
    """The hidden fields that the review screen carries for these records now."""
    return {f"seen-{factories.open_of(record).pk}": factories.newest(record).pk for record in records}


def words(response):
    """What a person reads: no tags, single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def member(record, **fields):
    """The controls of one record on the submit page."""
    record.refresh_from_db()
    values = {"version": record.lock_version, "kind": "first", "note": ""} | fields
    return {f"{record.public_id}-{name}": value for name, value in values.items()}


def whole_set(made, lead, **fields):
    """The submit page of `lead` with everything that it needs ticked."""
    data = member(lead, **fields)
    for record in made:
        if record.pk != lead.pk:
            data |= member(record, included="on")
    return data


def ready_source(author, title="A source"):
    """The smallest record whose checklist is complete."""
    return drafting.create(actor=author, model=Source, title=title, source_kind="reference")
