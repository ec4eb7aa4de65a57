"""Labels of the facts box, and the words before the name of whoever holds a statement. Tables only."""

from django.utils.translation import pgettext_lazy

from relations.vocabularies import Standing

STANDING_WORDS = {
    Standing.ATTRIBUTED: pgettext_lazy("before a name", "Stated by"),
    Standing.DISPUTED: pgettext_lazy("before a name", "Disputed; stated by"),
    Standing.DENIED: pgettext_lazy("before a name", "Denied; stated by"),
    Standing.ALLEGED: pgettext_lazy("before a name", "Alleged by"),
}
ID_LABELS = {
    "place": pgettext_lazy("fact", "Place"),
    "sending_state": pgettext_lazy("fact", "Sending state"),
    "receiving_state": pgettext_lazy("fact", "Receiving state"),
    "seat": pgettext_lazy("fact", "Seat"),
    "country": pgettext_lazy("fact", "Country"),
    "parent": pgettext_lazy("fact", "Part of"),
    "inside": pgettext_lazy("fact", "Inside"),
    "predecessor": pgettext_lazy("fact", "Predecessor"),
    "publisher": pgettext_lazy("fact", "Publisher"),
}
TEXT_LABELS = {
    "publisher_as_stated": pgettext_lazy("fact", "Publisher as stated"),
    "author": pgettext_lazy("fact", "Author"),
    "unit": pgettext_lazy("fact", "Unit"),
}
DATE_LABELS = {"date": pgettext_lazy("fact", "Date"), "existed": pgettext_lazy("fact", "Existed")}
MEASURE_DAYS = {
    "announced": pgettext_lazy("before a date", "Announced"),
    "effective": pgettext_lazy("before a date", "Effective"),
    "deadline": pgettext_lazy("before a date", "Deadline"),
}
