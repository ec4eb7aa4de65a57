"""The first dossier behind its public API, so that each trap is asked of the answers that readers and programs get.

The documents are those that `published` made by load, review and publication. Here they are put back as they are, once
for the folder, and rolled back after its last test: loading a second time would take as long as all other tests of it.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from editorial import laws
from relations.documents import canonical
from tests import records

FROM_THE_SOURCE, OTHER_LANGUAGES = "citations", "translations"


class Api:
    """Answers of the public API, asked and read by the names of data files instead of ids."""

    def __init__(self, keys: dict[str, str]) -> None:
        self.client = Client()
        self.keys = keys
        self.ids = {key: public_id for public_id, key in keys.items()}
        self.item = cache(self._item)

    def _answer(self, address: str) -> dict[str, Any]:
        response = self.client.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        return response.json()

    def _item(self, key: str) -> dict[str, Any]:
        word = "dossiers" if key == "dossier" else key.partition("/")[0]
        return self._answer(f"/api/v1/{word}/{self.ids[key]}/")["data"]

    def record(self, key: str) -> dict[str, Any]:
        """The approved document of one record, as nested in its item."""
        return self.item(key)["document"]["record"]

    def edtf(self, *keys: str) -> list[str]:
        return [self.item(key)["date"]["edtf"] for key in keys]

    def note(self, key: str) -> str:
        """The editors' note that readers see; empty if there is none."""
        return self.record(key).get("public_note", "")

    def key(self, public_id: str | None) -> str | None:
        return self.keys.get(public_id)

    def who(self, key: str, *roles: str) -> list[str]:
        """Who takes part in these roles, or in any."""
        parts = self.record(key)["participations"]
        return [self.keys[part["who"]] for part in parts if not roles or part["role"] in roles]

    def listed(self, word: str, **query: str) -> list[str]:
        """Keys of a list, page after page; a value that is a key is asked for by its id."""
        asked = {name: self.ids.get(value, value) for name, value in query.items()} | {"limit": "200"}
        address, found = f"/api/v1/{word}/?" + "&".join(f"{name}={value}" for name, value in asked.items()), []
        while address:
            page = self._answer(address)
            found += [self.keys[item["id"]] for item in page["data"]]
            address = page["page"]["next"]
        return found

    def statements(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """(key, statement) of every record."""
        for key in self.ids:
            for claim in self.record(key).get("claims", []):
                yield key, claim

    def said(self, key: str) -> list[str]:
        """Every text of a record that is ours and English: neither excerpts of the source nor translations."""
        record = self.record(key)
        return list(strings({name: record[name] for name in record if name not in (FROM_THE_SOURCE, OTHER_LANGUAGES)}))

    def saying(self, words: str) -> dict[str, list[str]]:
        """key -> texts of ours that hold these words, whatever their case; records without any are left out."""
        found = {key: [text for text in self.said(key) if words.lower() in text.lower()] for key in self.ids}
        return {key: texts for key, texts in found.items() if texts}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


@pytest.fixture(scope="package")
def api(published, django_db_setup, django_db_blocker):
    """The whole dossier behind the API until the last test of this folder."""
    with django_db_blocker.unblock(), transaction.atomic():
        laws.lift(connection)
        records.publish(*(canonical(document) for document in published.documents.values()))
        yield Api(published.keys)
        transaction.set_rollback(True)
