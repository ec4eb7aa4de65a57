"""What the page of a record says of those that name it: headings of sections, functions in words. Tables only."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from relations.vocabularies import RecordType, Stance

INCIDENTS = ("participations", "incident")
# (relation, type of the naming record) -> heading, in the order of the page.
HEADINGS = {
    INCIDENTS: pgettext_lazy("heading", "Incidents"),
    ("participations", "visit"): pgettext_lazy("heading", "Visits"),
    ("place", "incident"): pgettext_lazy("heading", "What happened here"),
    ("place", "visit"): pgettext_lazy("heading", "Visits to this place"),
    ("sending_state", "organisation"): pgettext_lazy("heading", "Missions sent"),
    ("receiving_state", "organisation"): pgettext_lazy("heading", "Missions received"),
    ("seat", "organisation"): pgettext_lazy("heading", "Missions seated here"),
    ("parent", "organisation"): pgettext_lazy("heading", "Units"),
    ("memberships", "country"): pgettext_lazy("heading", "Members"),
    ("predecessor", "country"): pgettext_lazy("heading", "Successor states"),
    ("country", "series"): pgettext_lazy("heading", "Statistics"),
    ("sides", "dossier"): pgettext_lazy("heading", "Dossiers"),
    ("tenures", "person"): pgettext_lazy("heading", "People who held office here"),
    ("country", "organisation"): pgettext_lazy("heading", "Organisations"),
    ("country", "place"): pgettext_lazy("heading", "Places"),
    ("inside", "place"): pgettext_lazy("heading", "Places inside"),
    ("publisher", "source"): pgettext_lazy("heading", "Sources published"),
    ("claims", ""): pgettext_lazy("heading", "Statements attributed"),
}
# Other parts in which a record may be named, and the section that tells of it.
TOLD_IN = {
    ("measures", "incident"): INCIDENTS,
    ("attributions", "incident"): INCIDENTS,
    ("positions", "incident"): INCIDENTS,
    ("infobox", "dossier"): ("sides", "dossier"),
    ("see_also", "dossier"): ("sides", "dossier"),
}
TELLING = ("participations", "measures", "attributions", "positions")
# What a part says of the record that it names in a field.
FUNCTIONS = {
    ("measures", "imposing"): gettext_lazy("%(measure)s: imposed by it"),
    ("measures", "receiving"): gettext_lazy("%(measure)s: imposed on it"),
    ("attributions", "by"): gettext_lazy("says who is responsible"),
    ("attributions", "to"): gettext_lazy("named as responsible in an attribution"),
    ("attributions", "reply_by"): gettext_lazy("replies to an attribution"),
    ("positions", "side"): gettext_lazy("states its position"),
}
# The records that rest on a source, by type.
TYPES = {
    RecordType.INCIDENT: pgettext_lazy("heading", "Incidents"),
    RecordType.VISIT: pgettext_lazy("heading", "Visits"),
    RecordType.SOURCE: pgettext_lazy("heading", "Sources"),
    RecordType.PERSON: pgettext_lazy("heading", "People"),
    RecordType.ORGANISATION: pgettext_lazy("heading", "Organisations"),
    RecordType.COUNTRY: pgettext_lazy("heading", "Countries"),
    RecordType.PLACE: pgettext_lazy("heading", "Places"),
    RecordType.SERIES: pgettext_lazy("heading", "Series"),
    RecordType.DOSSIER: pgettext_lazy("heading", "Dossiers"),
}
# What a source does to a statement that rests on it.
STANCES = {
    Stance.SUPPORTS: gettext_lazy("Supports it"),
    Stance.DISPUTES: gettext_lazy("Disputes it"),
    Stance.MENTIONS: gettext_lazy("Mentions it"),
}
SILENT = gettext_lazy("no statement of it found")
