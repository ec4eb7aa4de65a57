"""Reports of readers: the form with its limits, the signed token of a form, the throttle, the insert. Shows nothing.

No cookie: the token says that the form was fetched from here in the last two days, the browser's `Origin` that it was
sent from here. Addresses of readers are never stored; the throttle knows a keyed hash of them for an hour.
"""

import datetime
import re
import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.core.signing import Signer
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from relations import limits
from relations.documents import DocumentFault
from relations.documents.canonical import clean_text
from relations.http import read_head
from relations.models import Report
from relations.quantities import grouped

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGNER = Signer(salt="relations.reports")
DAYS_VALID = 2
HOUR = 3600
MOST_PER_ADDRESS, MOST_PER_HOUR = 5, 120
SHORTEST, LONGEST, LONGEST_SOURCE = 10, 4000, 1000
LONGEST_BODY = 64 * 1024
PLACE = re.compile(r"[a-z][A-Za-z0-9/_-]{0,59}", re.ASCII)
STATEMENT = re.compile(r"c([1-9][0-9]{0,4})", re.ASCII)


class ReportForm(forms.Form):
    """What a reader types. `website` is a trap: people never see it, and whoever fills it is told so."""

    text = forms.CharField(min_length=SHORTEST, max_length=LONGEST)
    source = forms.CharField(max_length=LONGEST_SOURCE, required=False)
    email = forms.EmailField(max_length=254, required=False)
    website = forms.CharField(max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text, errors) in worded().items():
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.error_messages = field.error_messages | errors

    def clean_text(self) -> str:
        return plain(self.cleaned_data["text"])

    def clean_source(self) -> str:
        return plain(self.cleaned_data["source"])

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("This field catches machines: empty it and send again."))
        return ""


def worded() -> dict[str, tuple[str, str, dict[str, str]]]:
    """Field -> its label, its help and its errors by code, in the language of the answer."""
    most = {"most": grouped(LONGEST)}
    return {
        "text": (
            _("What is wrong?"),
            _("Which sentence, number or date, and what is right. At most %(most)s characters.") % most,
            {
                "required": _("Say what is wrong, in at least one sentence."),
                "min_length": _("Say a little more: at least %(least)s characters.") % {"least": SHORTEST},
                "max_length": _("At most %(most)s characters; shorten it, or send the rest as a second report.") % most,
            },
        ),
        "source": (
            _("Where can we check it?"),
            _("Optional: an address, a book, a document."),
            {"max_length": _("At most %(most)s characters.") % {"most": grouped(LONGEST_SOURCE)}},
        ),
        "email": (
            _("Your e-mail address"),
            _("Optional: only for an answer; deleted when the report is closed."),
            {"invalid": _("Write the address as in name@example.org, or leave it empty.")},
        ),
        "website": (_("Leave this field empty"), "", {}),
    }  # fmt: skip


def plain(text: str) -> str:
    """The text without control characters."""
    try:
        return clean_text(text)
    except DocumentFault as fault:
        raise forms.ValidationError(
            _("It holds a control character, which cannot be shown; remove it and type plain text.")
        ) from fault


# --- Token ----------------------------------------------------------------------------------------


def token(about: str, place: str, day: datetime.date) -> str:
    """Made for one record and UTC day, so that the page is a function of its address and the day."""
    return f"{day.isoformat()}.{SIGNER.signature(f'{day.isoformat()}|{about}|{place}')}"


def is_ours(given: str, about: str, place: str, today: datetime.date) -> bool:
    """Whether `token` gave this, today or yesterday."""
    days = (today - datetime.timedelta(days=back) for back in range(DAYS_VALID))
    return any(constant_time_compare(given, token(about, place, day)) for day in days)


def sealed(reference: str) -> str:
    """Proof that a reference was given out here."""
    return SIGNER.signature(f"reference|{reference}")


def is_sealed(reference: str, seal: str) -> bool:
    return constant_time_compare(seal, sealed(reference))


# --- Throttle -------------------------------------------------------------------------------------


def is_too_much(request: HttpRequest, now: datetime.datetime) -> bool:
    """Counts this report; True when its sender, or everybody together, sent enough in this hour.

    Nobody is refused while the cache does not answer: reports matter more than limits.
    """
    hour = now.strftime("%Y%m%d%H")
    sender = salted_hmac("relations.reports", f"{hour}|{limits.network_of(request)}").hexdigest()[:32]
    if limits.one_more(f"report:{sender}", HOUR) > MOST_PER_ADDRESS:
        return True  # not counted with everybody: one sender must not use up what others may send
    return limits.one_more(f"report:all:{hour}", HOUR) > MOST_PER_HOUR


# --- Insert ---------------------------------------------------------------------------------------


def new_reference() -> str:
    """Eight characters that can be read out on the telephone."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def receive(*, about: str, place: str, now: datetime.datetime, typed: dict[str, Any]) -> Report:
    """Insert one report. A role that reads by default says first that this transaction writes; the grant decides."""
    kept = {name: typed[name] for name in ("text", "source", "email")}
    seq = read_head().seq
    with transaction.atomic():
        if settings.READ_ONLY and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ WRITE")
        return Report.objects.create(
            reference=new_reference(), about=about, place=place, seq=seq, received_at=now, **kept
        )


# --- What it is about -----------------------------------------------------------------------------


def place_of(given: str) -> str:
    """An anchor of a page as it was handed over, "" where it is none."""
    return given if PLACE.fullmatch(given) else ""


def place_words(place: str) -> str:
    """`c2` as readers know it."""
    found = STATEMENT.fullmatch(place)
    return _("statement %(n)s") % {"n": found[1]} if found else place
