"""Fills the desk's change forms as a browser would: reads every control of the page, changes some, sends it back."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from editorial.models import Record, User


class Controls(HTMLParser):
    """(name, value) of every control of the record's form that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.select = self.area = None
        self.options: list[tuple[str, bool]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attributes: list) -> None:
        found = dict(attributes)
        if tag == "form":
            self.inside = found.get("id", "").endswith("_form")
        if not self.inside:
            return
        if tag == "input" and ("checked" in found or found.get("type") not in ("submit", "checkbox")):
            blank = "on" if found.get("type") == "checkbox" else ""
            self.sent.append((found.get("name"), found.get("value", blank)))
        elif tag == "textarea":
            self.area = [found["name"], ""]
        elif tag == "select":
            self.select, self.options, self.multiple = found["name"], [], "multiple" in found
        elif tag == "option" and self.select:
            self.options.append((found.get("value", ""), "selected" in found))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.sent.append((self.area[0], self.area[1].removeprefix("\n").replace("\n", "\r\n")))
            self.area = None
        elif tag == "select" and self.select:
            chosen = [value for value, selected in self.options if selected]
            if not chosen and not self.multiple and self.options:
                chosen = [self.options[0][0]]
            self.sent += [(self.select, value) for value in chosen]
            self.select = None
        elif tag == "form":
            self.inside = False


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def change_url(record: Record) -> str:
    return reverse(f"admin:editorial_{record.type}_change", args=[record.pk])


def filled(page: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send from `page` after `changes`; None leaves a control out, as an unticked box."""
    controls = Controls()
    controls.feed(page.content.decode())
    data: dict[str, list[str]] = {}
    for name, value in controls.sent:
        if name and "__prefix__" not in name:
            data.setdefault(name, []).append(value)
    for name, value in changes.items():
        data[name] = value if isinstance(value, list) else [value]
    return {name: values for name, values in data.items() if values != [None]}


def opened(client: Client, record: Record) -> Any:
    return client.get(change_url(record))


def save(client: Client, record: Record, page: Any = None, **changes: Any) -> Any:
    """Open the form (or take `page`, opened earlier), change it, save it."""
    return client.post(change_url(record), filled(page or opened(client, record), **changes))


def row(key: str, index: int, **fields: Any) -> dict[str, Any]:
    """Names of one row's controls: `claims-1-text`."""
    return {f"{key}-{index}-{name}": value for name, value in fields.items()}
