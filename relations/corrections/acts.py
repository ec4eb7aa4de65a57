"""Which acts on the record of a dossier put it right, and which only moved it on. Query sets alone; renders nothing.

Three things are kept apart: what was wrong or unclear (the list), what the world changed (an update) and what is only
worded otherwise (a revision). The latter two are counted, and listed where somebody asks for them.
"""

from django.db.models import Case, CharField, Q, QuerySet, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from relations.models import Change, Listing
from relations.vocabularies import ChangeKind, Op, RecordType, State


class Kind(TextChoices):
    """What a reader calls it when the record was put right, or moved on."""

    CORRECTION = "correction", _("correction")
    CLARIFICATION = "clarification", _("clarification")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    REINSTATEMENT = "reinstatement", _("reinstatement")
    MERGE = "merge", _("merge")
    REMOVAL = "removal", _("removal")
    UPDATE = "update", _("update")
    MINOR = "minor", _("revision")


APART = (Kind.UPDATE, Kind.MINOR)  # no corrections: nothing was wrong
KIND_OF_OP = {
    Op.WITHDRAW: Kind.WITHDRAWAL,
    Op.REINSTATE: Kind.REINSTATEMENT,
    Op.MERGE: Kind.MERGE,
    Op.VANISH: Kind.REMOVAL,
}
KIND_OF_CHANGE = {
    ChangeKind.CORRECTION: Kind.CORRECTION,
    ChangeKind.CLARIFICATION: Kind.CLARIFICATION,
    ChangeKind.UPDATE: Kind.UPDATE,
    ChangeKind.MINOR: Kind.MINOR,
}


def acts(dossier: Listing | None, until: int) -> QuerySet[Change]:
    """The acts of all kinds on the records of a dossier (None: of every one), up to a sequence number, newest first;
    `act` is the kind.

    Canonical text starts with the change, so its kind can be told by its first characters. A first edition changes
    nothing, so the text of most editions is never read.
    """
    of_change = [
        When(op=Op.PUBLISH, edition__document__startswith=f'{{"change":{{"kind":"{kind}"', then=Value(str(act)))
        for kind, act in KIND_OF_CHANGE.items()
    ]
    of_op = [When(op=op, then=Value(str(act))) for op, act in KIND_OF_OP.items()]
    named = Change.objects.annotate(act=Case(*of_op, *of_change, default=Value(""), output_field=CharField()))
    changing = ~Q(op=Op.PUBLISH) | Q(edition__number__gt=1)
    left = ~Q(record__listing__state=State.VANISHED) | Q(op=Op.VANISH)
    member = belonging(dossier) if dossier else Q()
    return named.filter(changing, member, left, seq__lte=until).exclude(act="").order_by("-seq")


def belonging(dossier: Listing) -> Q:
    """Acts on a dossier itself, on what belongs to it or to one that was merged into it, and on what belongs to none.

    Which dossiers a record belongs to, its newest document says, withdrawn or not (of ten thousand it takes 15 ms to
    look through). What vanished has none, so it stands in the list of each, with nothing but the act itself. Inside a
    text a quote is escaped, so `"K7Q2XD"` is a reference.
    """
    text = "record__listing__edition__document__contains"
    merged = Listing.objects.filter(state=State.MERGED, replacement=dossier.record_id)
    ids = [dossier.public_id, *merged.values_list("public_id", flat=True)]
    member = Q(*(Q(**{text: f'"{each}"'}) for each in ids), ~Q(**{text: '"dossiers":['}), _connector=Q.OR)
    return Q(record=dossier.record_id) | (~Q(record__type=RecordType.DOSSIER) & member)


def narrowed_to(found: QuerySet[Change], kinds: tuple[str, ...]) -> QuerySet[Change]:
    """The acts of some kinds; of none named, those that put something right."""
    return found.filter(act__in=kinds) if kinds else found.exclude(act__in=APART)
